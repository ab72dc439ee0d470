import type { AuditEvent } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { when } from '../format';

/** One entry with all that it says, and the values beside it that only those see whom it concerns. */
export function EntryDetails({ seq }: { seq: number }): React.JSX.Element {
    const { client } = useApp();
    const entry = useLoaded(`entry-${seq}`, () => client.get<AuditEvent>(`/api/v1/audit/events/${seq}`));
    if (entry.error !== undefined) {
        return <Failure words={entry.error} again={entry.reload} />;
    }
    if (entry.value === undefined) {
        return <Loading what={`entry ${seq}`} />;
    }
    const event = entry.value;
    return (
        <>
            <dl className="facts">
                <Fact title="About" value={event.subject} />
                <Fact title="From" value={event.source} />
                <Fact title="Occurred" value={when(event.occurred)} />
                <Fact title="In your history" value={`entry ${event.tenant_seq}`} />
                {event.witnessed_at !== undefined && <Fact title="Witnessed" value={when(event.witnessed_at)} />}
                {event.clock_skew_ms !== undefined && (
                    <Fact title="Clocks differ by" value={`${Math.round(event.clock_skew_ms / 1000)} s`} />
                )}
            </dl>
            <h3>In public</h3>
            <pre className="scroll">{JSON.stringify(event.data, null, 2)}</pre>
            {event.disclosures !== undefined && event.disclosures.length > 0 && (
                <>
                    <h3>Beside the log</h3>
                    <p className="quiet">The public entry holds only salted digests of these; they can be erased.</p>
                    <dl className="facts">
                        {event.disclosures.map((field) => (
                            <Fact key={field.name} title={field.name} value={field.value} />
                        ))}
                    </dl>
                </>
            )}
        </>
    );
}

function Fact({ title, value }: { title: string; value: string }): React.JSX.Element {
    return (
        <div>
            <dt>{title}</dt>
            <dd>{value}</dd>
        </div>
    );
}
