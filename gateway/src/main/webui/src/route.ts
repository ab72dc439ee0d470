/** The console's addresses. */
export type Route =
    | { page: Plain | 'lost' }
    | { page: 'dataset' | 'forecast' | 'backtest' | 'team'; id: string };

/** Pages that people can open before they sign in; the secret of a mail's link stands behind `#`. */
export type Door =
    | 'sign-in'
    | 'sign-up'
    | 'forgot-password'
    | 'reset-password'
    | 'set-up'
    | 'verify-email'
    | 'invite';

type Plain = Door | 'datasets' | 'forecasts' | 'audit' | 'account' | 'teams' | 'users' | 'jobs';

const PAGES: Record<string, 'dataset' | 'forecast' | 'backtest' | 'team'> = {
    datasets: 'dataset',
    forecasts: 'forecast',
    backtests: 'backtest',
    teams: 'team',
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
        case 'forgot-password':
        case 'reset-password':
        case 'set-up':
        case 'verify-email':
        case 'invite':
        case 'account':
        case 'teams':
        case 'users':
        case 'jobs':
        case 'datasets':
        case 'forecasts':
        case 'audit':
            return { page: first };
        default:
            return { page: 'lost' };
    }
}
