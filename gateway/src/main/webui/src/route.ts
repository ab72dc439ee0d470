/** The console's addresses. */
export type Route =
    | { page: 'sign-in' | 'sign-up' | 'datasets' | 'forecasts' | 'audit' | 'lost' }
    | { page: 'dataset' | 'forecast' | 'backtest'; id: string };

const PAGES: Record<string, 'dataset' | 'forecast' | 'backtest'> = {
    datasets: 'dataset',
    forecasts: 'forecast',
    backtests: 'backtest',
};

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
        const page = PAGES[first];
        return page === undefined ? { page: 'lost' } : { page, id: second };
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
