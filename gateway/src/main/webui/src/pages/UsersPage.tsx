import { useEffect, useState } from 'react';
import { useAction } from '../account/useAction';
import type { Account, Alert } from '../api/types';
import { PagedList } from '../components/More';
import { Empty, Failure } from '../components/States';
import { Table } from '../components/Table';
import { useApp } from '../context';
import { nameOf, when } from '../format';

const ROLES = ['admin', 'auditor', 'lab', 'council_operator', 'user', 'viewer'];

/** Every user and what is unusual, for administrators. */
export function UsersPage(): React.JSX.Element {
    const [query, setQuery] = useState('');
    const [round, setRound] = useState(0);
    return (
        <section>
            <h1>Users</h1>
            <form
                className="panel inline"
                role="search"
                onSubmit={(event) => {
                    event.preventDefault();
                    setQuery(String(new FormData(event.currentTarget).get('q')));
                }}
            >
                <label>
                    Address or name
                    <input name="q" type="search" maxLength={100} />
                </label>
                <button type="submit">Search</button>
            </form>
            <PagedList<Account>
                path={`/api/v1/admin/users?q=${encodeURIComponent(query)}&limit=50`}
                occasion={round}
                what="users"
                empty={
                    <Empty>
                        <p>Nobody has such an address or name.</p>
                    </Empty>
                }
            >
                {(users) => (
                    <Table label="Users" titles={['Who', 'Roles', 'Since', 'Access']}>
                        {users.map((user) => (
                            <UserRow key={user.id} user={user} changed={() => setRound((before) => before + 1)} />
                        ))}
                    </Table>
                )}
            </PagedList>
            <h2>Unusual activity</h2>
            <PagedList<Alert>
                path="/api/v1/admin/alerts"
                what="alerts"
                empty={
                    <Empty>
                        <p>All quiet.</p>
                    </Empty>
                }
            >
                {(alerts) => (
                    <Table label="Unusual activity" titles={['When', 'Kind', 'What']}>
                        {alerts.map((alert) => (
                            <tr key={alert.id}>
                                <td>{when(alert.created_at)}</td>
                                <td>{alert.kind}</td>
                                <td>{alert.detail}</td>
                            </tr>
                        ))}
                    </Table>
                )}
            </PagedList>
        </section>
    );
}

function UserRow(props: { user: Account; changed: () => void }): React.JSX.Element {
    const { client, user: me } = useApp();
    const [user, setUser] = useState(props.user);
    const action = useAction();
    useEffect(() => setUser(props.user), [props.user]);
    const change = (wanted: unknown): void =>
        action.run(async () => {
            setUser(await client.patch<Account>(`/api/v1/admin/users/${user.id}`, wanted));
            props.changed();
        });
    return (
        <tr>
            <td>
                {nameOf(user)}
                <span className="role">{user.email}</span>
                {action.error !== null && <Failure words={action.error} />}
            </td>
            <td>
                {ROLES.map((role) => (
                    <label key={role} className="inline">
                        <input
                            type="checkbox"
                            aria-label={`${role} for ${nameOf(user)}`}
                            checked={user.roles.includes(role)}
                            disabled={action.busy}
                            onChange={(event) =>
                                change({
                                    roles: event.target.checked
                                        ? [...user.roles, role]
                                        : user.roles.filter((one) => one !== role),
                                })
                            }
                        />{' '}
                        {role}
                    </label>
                ))}
            </td>
            <td>{when(user.created_at)}</td>
            <td>
                {user.id !== me.id && (
                    <button
                        type="button"
                        className="plain"
                        disabled={action.busy}
                        onClick={() => change({ is_active: !user.is_active })}
                    >
                        {user.is_active ? 'Disable' : 'Enable'}
                    </button>
                )}
                {user.id !== me.id && (
                    <button
                        type="button"
                        className="plain"
                        disabled={action.busy}
                        onClick={() => action.run(() => client.delete(`/api/v1/admin/users/${user.id}/sessions`))}
                    >
                        Sign out
                    </button>
                )}
            </td>
        </tr>
    );
}
