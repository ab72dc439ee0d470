import { useState } from 'react';
import type { Account, Page } from '../api/types';
import { Link } from '../components/Link';
import { PagedList } from '../components/More';
import { Empty } from '../components/States';
import { amount, SubmitForm, text } from '../components/SubmitForm';
import { useApp, useLoaded } from '../context';
import { nameOf, plural } from '../format';
import type { Council } from './types';

/** Councils that one votes in, or that decide for one; for administrators all of them. */
export function CouncilsPage(): React.JSX.Element {
    const { user } = useApp();
    const [round, setRound] = useState(0);
    const admin = user.roles.includes('admin');
    return (
        <section>
            <h1>Councils</h1>
            <PagedList<Council>
                path={admin ? '/api/v1/admin/councils' : '/api/v1/councils'}
                occasion={round}
                what="councils"
                empty={
                    <Empty>
                        <p>No council yet. A council decides together what goes into production and what is published.</p>
                    </Empty>
                }
            >
                {(councils) => (
                    <ul className="cards">
                        {councils.map((council) => (
                            <li key={council.id}>
                                <Link to={`/councils/${council.id}`}>{council.name}</Link>
                                <p className="quiet">
                                    {council.threshold} of {plural(council.operators.length, 'operator')} decide
                                    {council.operators.includes(user.id) && '; you are one of them'}
                                </p>
                            </li>
                        ))}
                    </ul>
                )}
            </PagedList>
            {admin && <NewCouncil made={() => setRound((before) => before + 1)} />}
        </section>
    );
}

function NewCouncil({ made }: { made: () => void }): React.JSX.Element {
    const { client } = useApp();
    const users = useLoaded('users', () => client.get<Page<Account>>('/api/v1/admin/users?limit=200'));
    const people = users.value?.items ?? [];
    const operators = people.filter((one) => one.roles.includes('council_operator'));
    return (
        <details className="panel">
            <summary>Make a council</summary>
            <SubmitForm
                label="New council"
                button="Make the council"
                work={async (fields) => {
                    const teams = (text(fields, 'teams') ?? '').split(/[\s,]+/).filter((id) => id !== '');
                    await client.post('/api/v1/admin/councils', {
                        name: text(fields, 'name'),
                        threshold: amount(fields, 'threshold'),
                        operators: fields.getAll('operators'),
                        governs: [...fields.getAll('people'), ...teams],
                    });
                    made();
                }}
            >
                <label>
                    Name of the council
                    <input name="name" required maxLength={200} />
                </label>
                <label>
                    Yes votes that decide
                    <input name="threshold" type="number" min={1} max={1000} required defaultValue={2} />
                </label>
                <label>
                    Operators
                    <PeopleSelect name="operators" people={operators} />
                </label>
                <label>
                    Decides for these people
                    <PeopleSelect name="people" people={people} />
                </label>
                <label>
                    and for these teams (ids)
                    <input name="teams" spellCheck={false} />
                </label>
            </SubmitForm>
        </details>
    );
}

function PeopleSelect({ name, people }: { name: string; people: Account[] }): React.JSX.Element {
    return (
        <select name={name} multiple size={6}>
            {people.map((one) => (
                <option key={one.id} value={one.id}>
                    {nameOf(one)} {one.email !== undefined && `(${one.email})`}
                </option>
            ))}
        </select>
    );
}
