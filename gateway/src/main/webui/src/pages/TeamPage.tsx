import { useAction } from '../account/useAction';
import type { Invite, Member, Team } from '../api/types';
import { Failure, Loading } from '../components/States';
import { Table } from '../components/Table';
import { useApp, useLoaded } from '../context';
import { when } from '../format';

const ROLES = ['admin', 'member', 'viewer'];

/** One team: who is in it, who is invited, and leaving it. */
export function TeamPage({ id }: { id: string }): React.JSX.Element {
    const { client, user, go, reloadUser } = useApp();
    const path = `/api/v1/teams/${id}`;
    const team = useLoaded(path, () => client.get<Team>(path));
    const members = useLoaded(`${path}/members`, () => client.get<Member[]>(`${path}/members`));
    const action = useAction();
    if (team.error !== undefined) {
        return <Failure words={team.error} again={team.reload} />;
    }
    if (team.value === undefined) {
        return <Loading what="the team" />;
    }
    const { role, name } = team.value;
    const administers = role === 'owner' || role === 'admin';
    const change = (work: () => Promise<unknown>): void =>
        action.run(async () => {
            await work();
            members.reload();
            team.reload();
        });
    const gone = (work: () => Promise<unknown>): void =>
        action.run(async () => {
            await work();
            await client.refresh();
            await reloadUser();
            go('/teams');
        });
    return (
        <section>
            <div className="title">
                <h1>{name}</h1>
                <span className="badge muted">{role}</span>
            </div>
            {action.error !== null && <Failure words={action.error} />}
            <h2>Members</h2>
            {members.error !== undefined && <Failure words={members.error} again={members.reload} />}
            <Table label="Members" titles={['Who', 'Role', 'Since', '']}>
                {members.value?.map((member) => (
                    <tr key={member.user_id}>
                        <td>
                            {whoIs(member)}
                            <span className="role">{member.email}</span>
                        </td>
                        <td>
                            {administers && member.role !== 'owner' ? (
                                <select
                                    aria-label={`Role of ${whoIs(member)}`}
                                    value={member.role}
                                    disabled={action.busy}
                                    onChange={(event) => {
                                        const next = event.target.value;
                                        change(() => client.patch(`${path}/members/${member.user_id}`, { role: next }));
                                    }}
                                >
                                    {ROLES.map((one) => (
                                        <option key={one}>{one}</option>
                                    ))}
                                </select>
                            ) : (
                                member.role
                            )}
                        </td>
                        <td>{when(member.joined_at)}</td>
                        <td className="buttons">
                            {administers && member.role !== 'owner' && member.user_id !== user.id && (
                                <button
                                    type="button"
                                    className="plain"
                                    disabled={action.busy}
                                    onClick={() => change(() => client.delete(`${path}/members/${member.user_id}`))}
                                >
                                    Remove {whoIs(member)}
                                </button>
                            )}
                            {role === 'owner' && member.role !== 'owner' && (
                                <button
                                    type="button"
                                    className="plain"
                                    disabled={action.busy}
                                    onClick={() =>
                                        confirm(`Hand ${name} over to ${whoIs(member)}?`) &&
                                        change(() => client.post(`${path}/transfer`, { user_id: member.user_id }))
                                    }
                                >
                                    Make {whoIs(member)} the owner
                                </button>
                            )}
                        </td>
                    </tr>
                ))}
            </Table>
            {administers && <Invites path={path} />}
            <p className="buttons">
                {role === 'owner' ? (
                    <button
                        type="button"
                        disabled={action.busy}
                        onClick={() => confirm(`End ${name}, with all of its datasets?`) && gone(() => client.delete(path))}
                    >
                        End the team
                    </button>
                ) : (
                    <button
                        type="button"
                        disabled={action.busy}
                        onClick={() => gone(() => client.delete(`${path}/members/${user.id}`))}
                    >
                        Leave the team
                    </button>
                )}
            </p>
        </section>
    );
}

function whoIs(member: Member): string {
    return member.full_name ?? member.email ?? 'a wallet';
}

function Invites({ path }: { path: string }): React.JSX.Element {
    const { client } = useApp();
    const invites = useLoaded(`${path}/invites`, () => client.get<Invite[]>(`${path}/invites`));
    const action = useAction();
    const invite = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = event.currentTarget;
        const wanted = Object.fromEntries(new FormData(form));
        action.run(async () => {
            await client.post(`${path}/invites`, wanted);
            form.reset();
            invites.reload();
        });
    };
    return (
        <>
            <h2>Invitations</h2>
            <form className="panel inline" aria-label="Invite" onSubmit={invite}>
                <label>
                    E-mail
                    <input name="email" type="email" required maxLength={254} />
                </label>
                <label>
                    Role
                    <select name="role" defaultValue="member">
                        {ROLES.map((one) => (
                            <option key={one}>{one}</option>
                        ))}
                    </select>
                </label>
                <button type="submit" disabled={action.busy}>
                    Invite
                </button>
            </form>
            {action.error !== null && <Failure words={action.error} />}
            <ul className="rows">
                {invites.value?.map((one) => (
                    <li key={one.id}>
                        <span>
                            {one.email}
                            <span className="role">
                                as {one.role}, until {when(one.expires_at)}
                            </span>
                        </span>
                        <button
                            type="button"
                            className="plain"
                            disabled={action.busy}
                            onClick={() =>
                                action.run(async () => {
                                    await client.delete(`${path}/invites/${one.id}`);
                                    invites.reload();
                                })
                            }
                        >
                            Withdraw
                        </button>
                    </li>
                ))}
            </ul>
        </>
    );
}
