import { expect, it } from 'vitest';
import { routeOf } from './route';

const ID = '01a1fd5b-047b-78b1-946d-9bc029f6de1a';

it.each([
    ['/', { page: 'datasets' }],
    ['/sign-up', { page: 'sign-up' }],
    [`/datasets/${ID}`, { page: 'dataset', id: ID }],
    [`/forecasts/${ID}`, { page: 'forecast', id: ID }],
    [`/backtests/${ID}`, { page: 'backtest', id: ID }],
    ['/verify-email', { page: 'verify-email' }],
    ['/account', { page: 'account' }],
    [`/teams/${ID}`, { page: 'team', id: ID }],
    ['/forecasts/', { page: 'forecasts' }],
    ['/forecasts/nonsense', { page: 'lost' }],
    [`/audit/${ID}`, { page: 'lost' }],
    [`/datasets/${ID}/more`, { page: 'lost' }],
    [`/models/${ID}`, { page: 'model', id: ID }],
    [`/councils/${ID}`, { page: 'council', id: ID }],
    ['/councils', { page: 'councils' }],
    ['/published/AbCdEfGhIjKlMnOpQrSt_-', { page: 'published', link: 'AbCdEfGhIjKlMnOpQrSt_-' }],
    ['/published/short', { page: 'lost' }],
    ['/nowhere', { page: 'lost' }],
])('%s leads to %j', (path, route) => expect(routeOf(path)).toEqual(route));
