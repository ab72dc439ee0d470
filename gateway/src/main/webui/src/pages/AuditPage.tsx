import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { AuditEvent } from '../api/types';
import { save } from '../components/download';
import { PagedList } from '../components/More';
import { Badge, Empty, Failure } from '../components/States';
import { Table } from '../components/Table';
import { useApp } from '../context';
import { when } from '../format';
import { AuditFilter, queryOf, type Criteria } from './AuditFilter';
import { EntryDetails } from './EntryDetails';
import { VerifyPanel } from './VerifyPanel';

const FORMATS = { jsonl: 'JSON lines', csv: 'CSV', ocsf: 'OCSF' };
const OVERSEERS = ['admin', 'auditor'];

/** What one did, as the log holds it; each entry can be proved with its receipt and the log's public key. */
export function AuditPage(): React.JSX.Element {
    const { client, user } = useApp();
    const [error, setError] = useState<string | null>(null);
    const [criteria, setCriteria] = useState<Criteria>({});
    const [open, setOpen] = useState<number | null>(null);
    const query = queryOf(criteria);
    const download = async (path: string, name: string): Promise<void> => {
        try {
            setError(null);
            save(await client.blob(path, '*/*'), name);
        } catch (failure) {
            setError(wordsOf(failure));
        }
    };
    return (
        <section>
            <h1>Audit trail</h1>
            <p className="quiet">
                Everything you do here is an entry in a log that nobody can change unnoticed. A receipt proves an entry
                to anybody who has the <a href="/log/key">log's public key</a>: save both and run{' '}
                <code>./almanac verify receipt FILE --key KEY</code>.
            </p>
            {OVERSEERS.includes(user.role) && <VerifyPanel />}
            <AuditFilter onChange={setCriteria} />
            <div className="buttons">
                {Object.entries(FORMATS).map(([format, title]) => (
                    <button
                        key={format}
                        type="button"
                        onClick={() =>
                            void download(
                                `/api/v1/audit/export?format=${format}${query === '' ? '' : `&${query}`}`,
                                format === 'csv' ? 'audit.csv' : `audit.${format}`,
                            )
                        }
                    >
                        Export as {title}
                    </button>
                ))}
            </div>
            {error !== null && <Failure words={error} />}
            <PagedList<AuditEvent>
                path={`/api/v1/audit/events${query === '' ? '' : `?${query}`}`}
                what="the audit trail"
                empty={
                    <Empty>
                        <p>{query === '' ? 'No entries yet.' : 'No entry is like that.'}</p>
                    </Empty>
                }
            >
                {(events) => (
                    <Table label="Entries" titles={['Entry', 'Recorded', 'What', 'Leaf hash', 'Proof', '']}>
                        {events.map((event) => (
                            <EntryRows
                                key={event.seq}
                                event={event}
                                isOpen={open === event.seq}
                                onToggle={() => setOpen(open === event.seq ? null : event.seq)}
                                onReceipt={() =>
                                    void download(
                                        `/api/v1/audit/events/${event.seq}/receipt`,
                                        `entry-${event.seq}.tlog-proof`,
                                    )
                                }
                            />
                        ))}
                    </Table>
                )}
            </PagedList>
        </section>
    );
}

function EntryRows(props: {
    event: AuditEvent;
    isOpen: boolean;
    onToggle: () => void;
    onReceipt: () => void;
}): React.JSX.Element {
    const { event } = props;
    return (
        <>
            <tr>
                <td>{event.seq}</td>
                <td>{when(event.recorded)}</td>
                <td title={event.subject}>{event.type}</td>
                <td>
                    <code title={event.leaf_hash}>{event.leaf_hash.slice(0, 16)}...</code>
                </td>
                <td>
                    <Badge status={event.status} />
                </td>
                <td>
                    <button
                        type="button"
                        className="plain"
                        aria-label={`Receipt of entry ${event.seq}`}
                        onClick={props.onReceipt}
                    >
                        Receipt
                    </button>{' '}
                    <button
                        type="button"
                        className="plain"
                        aria-expanded={props.isOpen}
                        aria-label={`Details of entry ${event.seq}`}
                        onClick={props.onToggle}
                    >
                        Details
                    </button>
                </td>
            </tr>
            {props.isOpen && (
                <tr>
                    <td colSpan={6}>
                        <EntryDetails seq={event.seq} />
                    </td>
                </tr>
            )}
        </>
    );
}
