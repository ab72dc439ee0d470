import { useEffect, useMemo, useState } from 'react';
import { Client } from './api/client';
import { AccountPage } from './account/AccountPage';
import { ForgotPage } from './account/ForgotPage';
import { LinkPage } from './account/LinkPage';
import { SignPage } from './account/SignPage';
import { StepUpDialog } from './account/StepUpDialog';
import type { Profile, Session } from './api/types';
import { Shell } from './components/Shell';
import { AppContext } from './context';
import { CouncilPage } from './council/CouncilPage';
import { CouncilsPage } from './council/CouncilsPage';
import { LabPage } from './lab/LabPage';
import { ModelPage } from './lab/ModelPage';
import { AuditPage } from './pages/AuditPage';
import { BacktestPage } from './pages/BacktestPage';
import { DatasetPage } from './pages/DatasetPage';
import { DatasetsPage } from './pages/DatasetsPage';
import { ForecastPage } from './pages/ForecastPage';
import { ForecastsPage } from './pages/ForecastsPage';
import { InvitePage } from './pages/InvitePage';
import { JobsPage } from './pages/JobsPage';
import { PublishedPage } from './pages/PublishedPage';
import { TeamPage } from './pages/TeamPage';
import { TeamsPage } from './pages/TeamsPage';
import { UsersPage } from './pages/UsersPage';
import { type Route, routeOf } from './route';
import { SandboxPage } from './sandbox/SandboxPage';

type Person = { state: 'unknown' } | { state: 'signed-out' } | { state: 'signed-in'; user: Profile };

/** The whole console: who is here, where they are, and which page that is. */
export function Console(): React.JSX.Element {
    const [path, setPath] = useState(location.pathname);
    const [person, setPerson] = useState<Person>({ state: 'unknown' });
    const [asked, setAsked] = useState<((shown: boolean) => void) | null>(null);
    const client = useMemo(
        () =>
            new Client(
                () => setPerson({ state: 'signed-out' }),
                () => new Promise((resolve) => setAsked(() => resolve)),
            ),
        [],
    );
    const route = routeOf(path);

    const go = (next: string): void => {
        history.pushState(null, '', next);
        setPath(location.pathname);
        scrollTo(0, 0);
    };

    const load = async (): Promise<void> => {
        setPerson({ state: 'signed-in', user: await client.get<Profile>('/api/v1/auth/me') });
    };

    /** A question that waits for an answer goes with the person whom it was for. */
    useEffect(() => {
        if (person.state === 'signed-out' && asked !== null) {
            asked(false);
            setAsked(null);
        }
    }, [person.state, asked]);

    useEffect(() => {
        const moved = (): void => setPath(location.pathname);
        addEventListener('popstate', moved);
        return () => removeEventListener('popstate', moved);
    }, []);

    useEffect(() => {
        client
            .refresh()
            .then((known) => (known ? load() : setPerson({ state: 'signed-out' })))
            .catch(() => setPerson({ state: 'signed-out' }));
    }, [client]);

    const welcome = async (session: Session): Promise<void> => {
        client.adopt(session);
        await load();
        if (isDoor(route.page)) {
            go(location.hash.length > 1 ? `/invite${location.hash}` : '/datasets');
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

    if (route.page === 'published') {
        return <PublishedPage key={route.link} client={client} link={route.link} />;
    }
    if (person.state === 'unknown') {
        return <p className="centre quiet">Loading ...</p>;
    }
    if (route.page === 'verify-email' || route.page === 'reset-password' || route.page === 'set-up') {
        return <LinkPage key={route.page} client={client} purpose={route.page} go={go} />;
    }
    if (person.state === 'signed-out') {
        return route.page === 'forgot-password' ? (
            <ForgotPage client={client} go={go} />
        ) : (
            <SignPage client={client} door={route.page} go={go} welcome={welcome} />
        );
    }
    return (
        <AppContext.Provider value={{ client, user: person.user, go, reloadUser: load }}>
            <Shell path={path} leave={() => void leave()}>
                <Content route={route} />
            </Shell>
            {asked !== null && (
                <StepUpDialog
                    client={client}
                    user={person.user}
                    done={(shown) => {
                        asked(shown);
                        setAsked(null);
                    }}
                />
            )}
        </AppContext.Provider>
    );
}

function isDoor(page: string): boolean {
    return ['sign-in', 'sign-up', 'forgot-password', 'invite'].includes(page);
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
        case 'account':
            return <AccountPage />;
        case 'teams':
            return <TeamsPage />;
        case 'team':
            return <TeamPage key={route.id} id={route.id} />;
        case 'users':
            return <UsersPage />;
        case 'jobs':
            return <JobsPage />;
        case 'lab':
            return <LabPage />;
        case 'model':
            return <ModelPage key={route.id} id={route.id} />;
        case 'sandbox':
            return <SandboxPage />;
        case 'councils':
            return <CouncilsPage />;
        case 'council':
            return <CouncilPage key={route.id} id={route.id} />;
        case 'invite':
            return <InvitePage />;
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
