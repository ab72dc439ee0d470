import { useAction } from '../account/useAction';
import type { Team } from '../api/types';
import { Link } from '../components/Link';
import { Empty, Failure } from '../components/States';
import { useApp } from '../context';
import { when } from '../format';

/** The teams that one is in, and making another. */
export function TeamsPage(): React.JSX.Element {
    const { client, user, go, reloadUser } = useApp();
    const action = useAction();
    const create = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = Object.fromEntries(new FormData(event.currentTarget));
        action.run(async () => {
            const team = await client.post<Team>('/api/v1/teams', form);
            await client.refresh();
            await reloadUser();
            go(`/teams/${team.id}`);
        });
    };
    return (
        <section>
            <h1>Teams</h1>
            <form className="panel inline" aria-label="New team" onSubmit={create}>
                <label>
                    Name of the team
                    <input name="name" required maxLength={100} />
                </label>
                <button type="submit" disabled={action.busy}>
                    Make a team
                </button>
            </form>
            {action.error !== null && <Failure words={action.error} />}
            {user.teams.length === 0 ? (
                <Empty>
                    <p>No teams yet. In a team, datasets and forecasts belong to all of its members.</p>
                </Empty>
            ) : (
                <ul className="cards">
                    {user.teams.map((team) => (
                        <li key={team.id}>
                            <Link to={`/teams/${team.id}`}>{team.name}</Link>{' '}
                            <span className="badge muted">{team.role}</span>
                            <p className="quiet">since {when(team.created_at)}</p>
                        </li>
                    ))}
                </ul>
            )}
        </section>
    );
}
