import { useState } from 'react';
import { useAction } from '../account/useAction';
import { Badge, Failure } from '../components/States';
import { useApp } from '../context';
import { number, when } from '../format';
import { EvaluationFacts } from './EvaluationFacts';
import { SessionLog } from './SessionLog';
import type { Evaluation, SandboxSession } from './types';

/** One session: what it weighs, its advice, its log as it grows. */
export function SessionPanel({ session, changed }: { session: SandboxSession; changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    const [evaluation, setEvaluation] = useState<Evaluation | null>(null);
    const [open, setOpen] = useState(false);
    const action = useAction();
    const path = `/api/v1/sandbox/sessions/${session.id}`;
    const active = session.status === 'active';
    const name = session.target.series_id ?? `${session.target.instance_type} in ${session.target.availability_zone}`;
    return (
        <div className="panel" role="group" aria-label={`Session on ${name}`}>
            <div className="title">
                <h2>{name}</h2>
                <Badge status={session.status} />
                <span className="quiet">
                    against {number(session.limit_price)}, {session.horizon} steps ahead;{' '}
                    {active ? `until ${when(session.expires_at)}` : `opened ${when(session.created_at)}`}
                </span>
            </div>
            {action.error !== null && <Failure words={action.error} />}
            <p className="buttons">
                {active && (
                    <button
                        type="button"
                        className="main"
                        disabled={action.busy}
                        onClick={() =>
                            action.run(async () => setEvaluation(await client.post<Evaluation>(`${path}/evaluate`, {})))
                        }
                    >
                        {action.busy ? 'Weighing ...' : 'Weigh it'}
                    </button>
                )}
                <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
                    Log
                </button>
                {active && (
                    <button
                        type="button"
                        className="plain"
                        disabled={action.busy}
                        onClick={() =>
                            action.run(async () => {
                                await client.delete(path);
                                changed();
                            })
                        }
                    >
                        End the session
                    </button>
                )}
            </p>
            {evaluation !== null && <EvaluationFacts evaluation={evaluation} />}
            {open && <SessionLog session={session.id} ended={() => active && changed()} />}
        </div>
    );
}
