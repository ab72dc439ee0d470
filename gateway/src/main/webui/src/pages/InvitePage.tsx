import { useEffect, useState } from 'react';
import { useAction } from '../account/useAction';
import type { Team } from '../api/types';
import { Failure } from '../components/States';
import { useApp } from '../context';

/** Accepts an invitation; its secret stands behind `#`. */
export function InvitePage(): React.JSX.Element {
    const { client, user, go, reloadUser } = useApp();
    const [secret] = useState(() => location.hash.slice(1));
    const action = useAction();
    useEffect(() => {
        history.replaceState(null, '', location.pathname);
    }, []);
    const accept = (): void =>
        action.run(async () => {
            const team = await client.post<Team>('/api/v1/invites/accept', { token: secret });
            await client.refresh();
            await reloadUser();
            go(`/teams/${team.id}`);
        });
    return (
        <section>
            <h1>An invitation</h1>
            <p>You are signed in as {user.email ?? 'a wallet'}. The invitation is for the address that its mail came to.</p>
            {action.error !== null && <Failure words={action.error} />}
            <button type="button" className="main" disabled={action.busy || secret === ''} onClick={accept}>
                Join the team
            </button>
        </section>
    );
}
