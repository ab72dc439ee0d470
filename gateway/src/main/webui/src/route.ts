/** The console's addresses. */
export type Route =
    | { page: 'sign-in' | 'sign-up' | 'datasets' | 'forecasts' | 'audit' | 'lost' }
    | { page: 'dataset' | 'forecast'; id: string };

const ID = /^[0-9a-f-]{36}$/;

export function routeOf(path: string): Route {
    const [first = '', second, third] = path.split('/').slice(1);
    if (third !== undefined) {
        return { page: 'lost' };
    }
    if (second !== undefined && second !== '') {
        if (!ID.test(second)) {
            return { page: 'lost' };
        }
        if (first === 'datasets' || first === 'forecasts') {
            return { page: first === 'datasets' ? 'dataset' : 'forecast', id: second };
        }
        return { page: 'lost' };
    }
    switch (first) {
        case '':
            return { page: 'datasets' };
        case 'sign-in':
        case 'sign-up':
        case 'datasets':
        case 'forecasts':
        case 'audit':
            return { page: first };
        default:
            return { page: 'lost' };
    }
}
