import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { AuditEvent } from '../api/types';
import { save } from '../components/download';
import { PagedList } from '../components/More';
import { Empty, Failure } from '../components/States';
import { useApp } from '../context';
import { when } from '../format';

/** What one did, as the log holds it; each entry can be proved with its receipt and the log's public key. */
export function AuditPage(): React.JSX.Element {
    const { client } = useApp();
    const [error, setError] = useState<string | null>(null);
    const receipt = async (seq: number): Promise<void> => {
        try {
            setError(null);
            save(await client.blob(`/api/v1/audit/events/${seq}/receipt`, 'text/plain'), `entry-${seq}.tlog-proof`);
        } catch (failure) {
            setError(wordsOf(failure));
        }
    };
    return (
        <section>
            <h1>Audit trail</h1>
            <p className="quiet">
                Everything you do here is an entry in a log that nobody can change unnoticed. A receipt proves an entry
                to anybody who has the <a href="/log/key">log's public key</a>.
            </p>
            {error !== null && <Failure words={error} />}
            <PagedList<AuditEvent>
                path="/api/v1/audit/events"
                what="the audit trail"
                empty={
                    <Empty>
                        <p>No entries yet.</p>
                    </Empty>
                }
            >
                {(events) => (
                    <div className="scroll" tabIndex={0} role="region" aria-label="Entries">
                        <table>
                            <thead>
                                <tr>
                                    {['Entry', 'Recorded', 'What', 'Leaf hash', ''].map((title) => (
                                        <th key={title} scope="col">
                                            {title}
                                        </th>
                                    ))}
                                </tr>
                            </thead>
                            <tbody>
                                {events.map((event) => (
                                    <tr key={event.seq}>
                                        <td>{event.seq}</td>
                                        <td>{when(event.recorded)}</td>
                                        <td title={event.subject}>{event.type}</td>
                                        <td>
                                            <code title={event.leaf_hash}>{event.leaf_hash.slice(0, 16)}...</code>
                                        </td>
                                        <td>
                                            <button
                                                type="button"
                                                className="plain"
                                                aria-label={`Receipt of entry ${event.seq}`}
                                                onClick={() => void receipt(event.seq)}
                                            >
                                                Receipt
                                            </button>
                                        </td>
                                    </tr>
                                ))}
                            </tbody>
                        </table>
                    </div>
                )}
            </PagedList>
        </section>
    );
}
