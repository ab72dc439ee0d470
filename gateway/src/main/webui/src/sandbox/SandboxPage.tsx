import { useState } from 'react';
import { PagedList } from '../components/More';
import { Empty, Failure } from '../components/States';
import { Table } from '../components/Table';
import { useApp, useLoaded } from '../context';
import { ends, number, plural } from '../format';
import { SessionForm } from './SessionForm';
import { SessionPanel } from './SessionPanel';
import type { SandboxSession, Savings } from './types';

/** Sessions that weigh a price against a limit, and what their advice saved. */
export function SandboxPage(): React.JSX.Element {
    const { user } = useApp();
    const [round, setRound] = useState(0);
    const reload = (): void => setRound((before) => before + 1);
    return (
        <section>
            <h1>Sandbox</h1>
            <p className="quiet">
                A session weighs a price that moves, of a series or of a cloud instance, against a price that is sure.
            </p>
            {user.role !== 'viewer' && <SessionForm opened={reload} />}
            <PagedList<SandboxSession>
                path="/api/v1/sandbox/sessions"
                occasion={round}
                what="sessions"
                empty={
                    <Empty>
                        <p>No sessions yet.</p>
                    </Empty>
                }
            >
                {(sessions) =>
                    sessions.map((session) => <SessionPanel key={session.id} session={session} changed={reload} />)
                }
            </PagedList>
            <SavingsPanel round={round} />
        </section>
    );
}

/** A series and the end of its dataset's id, or an instance as it is. */
function targetName(target: string): string {
    const found = /^([0-9a-f-]{36})\/(.*)$/.exec(target);
    return found === null ? target : `${found[2]} of ${ends(found[1] ?? '')}`;
}

function SavingsPanel({ round }: { round: number }): React.JSX.Element | null {
    const { client } = useApp();
    const savings = useLoaded('savings', () => client.get<Savings>('/api/v1/sandbox/savings'), round);
    if (savings.error !== undefined) {
        return <Failure words={savings.error} again={savings.reload} />;
    }
    if (savings.value === undefined || savings.value.actions === 0) {
        return null;
    }
    const { actions, days, targets } = savings.value;
    return (
        <div className="panel" role="group" aria-label="Savings">
            <h2>Savings</h2>
            <p>{plural(actions, 'evaluation')} in 30 days. Each session counts with its last one.</p>
            <Table label="Savings by target" titles={['Target', 'Evaluations', 'Expected saving']}>
                {targets.map((one) => (
                    <tr key={one.target}>
                        <td>{targetName(one.target)}</td>
                        <td>{one.actions}</td>
                        <td>{number(one.expected_saving)}</td>
                    </tr>
                ))}
            </Table>
            <Table label="Savings by day" titles={['Day', 'Evaluations', 'Stay', 'Switch', 'Fall back', 'Expected saving']}>
                {days.map((day) => (
                    <tr key={day.day}>
                        <td>{day.day}</td>
                        <td>{day.actions}</td>
                        <td>{day.stay}</td>
                        <td>{day.switched}</td>
                        <td>{day.fell_back}</td>
                        <td>{number(day.expected_saving)}</td>
                    </tr>
                ))}
            </Table>
        </div>
    );
}
