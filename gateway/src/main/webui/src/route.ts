/** The console's addresses. */
export type Route =
    | { page: Plain | 'lost' }
    | { page: Thing; id: string }
    | { page: 'published'; link: string };

/** Pages of one thing. */
type Thing = 'dataset' | 'forecast' | 'backtest' | 'team' | 'model' | 'council';

/** Pages that people can open before they sign in; the secret of a mail's link stands behind `#`. */
export type Door =
    | 'sign-in'
    | 'sign-up'
    | 'forgot-password'
    | 'reset-password'
    | 'set-up'
    | 'verify-email'
    | 'invite';

type Plain = Door | 'datasets' | 'forecasts' | 'audit' | 'account' | 'teams' | 'users' | 'jobs' | 'lab' | 'sandbox' | 'councils';

const PAGES: Record<string, Thing> = {
    datasets: 'dataset',
    forecasts: 'forecast',
    backtests: 'backtest',
    teams: 'team',
    models: 'model',
    councils: 'council',
};

const ID = /^[0-9a-f-]{36}$/;
const LINK = /^[A-Za-z0-9_-]{22}$/;

export function routeOf(path: string): Route {
    const [first = '', second, third] = path.split('/').slice(1);
    if (third !== undefined) {
        return { page: 'lost' };
    }
    if (first === 'published' && second !== undefined && LINK.test(second)) {
        return { page: 'published', link: second };
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
        case 'forgot-password':
        case 'reset-password':
        case 'set-up':
        case 'verify-email':
        case 'invite':
        case 'account':
        case 'teams':
        case 'users':
        case 'jobs':
        case 'lab':
        case 'sandbox':
        case 'councils':
        case 'datasets':
        case 'forecasts':
        case 'audit':
            return { page: first };
        default:
            return { page: 'lost' };
    }
}
