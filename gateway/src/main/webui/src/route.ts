/** The console's addresses. */
export type Route =
    | { page: Door | Plain | 'lost' }
    | { page: Thing; id: string }
    | { page: 'published'; link: string };

/** Pages that people can open before they sign in; the secret of a mail's link stands behind `#`. */
const DOORS = [
    'sign-in',
    'sign-up',
    'forgot-password',
    'reset-password',
    'set-up',
    'verify-email',
    'invite',
] as const;

const PLAIN = [
    'datasets',
    'forecasts',
    'audit',
    'account',
    'teams',
    'users',
    'jobs',
    'lab',
    'sandbox',
    'councils',
] as const;

export type Door = (typeof DOORS)[number];

type Plain = (typeof PLAIN)[number];

/** Pages of one thing. */
type Thing = 'dataset' | 'forecast' | 'backtest' | 'team' | 'model' | 'council';

const THINGS: Record<string, Thing> = {
    datasets: 'dataset',
    forecasts: 'forecast',
    backtests: 'backtest',
    teams: 'team',
    models: 'model',
    councils: 'council',
};

const PUBLISHED = 'published';

/** The first part of every address but `/`: the build tells them to the gateway. */
export const FIRST_PARTS: string[] = [...new Set([...DOORS, ...PLAIN, ...Object.keys(THINGS), PUBLISHED])];

const ID = /^[0-9a-f-]{36}$/;
const LINK = /^[A-Za-z0-9_-]{22}$/;

export function routeOf(path: string): Route {
    const [first = '', second = '', third] = path.split('/').slice(1);
    if (third !== undefined) {
        return { page: 'lost' };
    }
    if (second === '') {
        return { page: first === '' ? 'datasets' : alone(first) };
    }
    if (first === PUBLISHED && LINK.test(second)) {
        return { page: PUBLISHED, link: second };
    }
    const thing = THINGS[first];
    return thing !== undefined && ID.test(second) ? { page: thing, id: second } : { page: 'lost' };
}

function alone(name: string): Door | Plain | 'lost' {
    return [...DOORS, ...PLAIN].find((page) => page === name) ?? 'lost';
}
