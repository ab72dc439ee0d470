import { useEffect, useMemo, useState } from 'react';
import { Client } from './api/client';
import type { Account, Session } from './api/types';
import { Shell } from './components/Shell';
import { AppContext } from './context';
import { AuditPage } from './pages/AuditPage';
import { BacktestPage } from './pages/BacktestPage';
import { DatasetPage } from './pages/DatasetPage';
import { DatasetsPage } from './pages/DatasetsPage';
import { ForecastPage } from './pages/ForecastPage';
import { ForecastsPage } from './pages/ForecastsPage';
import { SignPage } from './pages/SignPage';
import { type Route, routeOf } from './route';

type Person = { state: 'unknown' } | { state: 'signed-out' } | { state: 'signed-in'; user: Account };

/** The whole console: who is here, where they are, and which page that is. */
export function Console(): React.JSX.Element {
    const [path, setPath] = useState(location.pathname);
    const [person, setPerson] = useState<Person>({ state: 'unknown' });
    const client = useMemo(() => new Client(() => setPerson({ state: 'signed-out' })), []);
    const route = routeOf(path);

    const go = (next: string): void => {
        history.pushState(null, '', next);
        setPath(next);
        scrollTo(0, 0);
    };

    useEffect(() => {
        const moved = (): void => setPath(location.pathname);
        addEventListener('popstate', moved);
        return () => removeEventListener('popstate', moved);
    }, []);

    useEffect(() => {
        client
            .refresh()
            .then(async (known) => {
                if (known) {
                    setPerson({ state: 'signed-in', user: await client.get<Account>('/api/v1/auth/me') });
                } else {
                    setPerson({ state: 'signed-out' });
                }
            })
            .catch(() => setPerson({ state: 'signed-out' }));
    }, [client]);

    const welcome = (session: Session): void => {
        client.adopt(session);
        setPerson({ state: 'signed-in', user: session.user });
        if (route.page === 'sign-in' || route.page === 'sign-up') {
            go('/datasets');
        }
    };

    const leave = async (): Promise<void> => {
        try {
            await client.post('/api/v1/auth/logout', {});
        } finally {
            client.forget();
            setPerson({ state: 'signed-out' });
            go('/sign-in');
        }
    };

    if (person.state === 'unknown') {
        return <p className="centre quiet">Loading ...</p>;
    }
    if (person.state === 'signed-out') {
        return <SignPage client={client} newcomer={route.page === 'sign-up'} go={go} welcome={welcome} />;
    }
    return (
        <AppContext.Provider value={{ client, user: person.user, go }}>
            <Shell path={path} leave={() => void leave()}>
                <Content route={route} />
            </Shell>
        </AppContext.Provider>
    );
}

function Content({ route }: { route: Route }): React.JSX.Element {
    switch (route.page) {
        case 'dataset':
            return <DatasetPage key={route.id} id={route.id} />;
        case 'forecast':
            return <ForecastPage key={route.id} id={route.id} />;
        case 'backtest':
            return <BacktestPage key={route.id} id={route.id} />;
        case 'forecasts':
            return <ForecastsPage />;
        case 'audit':
            return <AuditPage />;
        case 'lost':
            return (
                <section>
                    <h1>Nothing here</h1>
                    <p>The address does not lead anywhere. Choose a page above.</p>
                </section>
            );
        default:
            return <DatasetsPage />;
    }
}
