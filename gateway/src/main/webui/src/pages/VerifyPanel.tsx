import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { VerificationReport } from '../api/types';
import { Bar, Failure } from '../components/States';
import { Table } from '../components/Table';
import { useApp } from '../context';

const ASK_AGAIN_MILLIS = 2000;

/** Recomputes the whole log; for those who oversee it. */
export function VerifyPanel(): React.JSX.Element {
    const { client } = useApp();
    const [report, setReport] = useState<VerificationReport | null>(null);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<string | null>(null);
    const verify = async (): Promise<void> => {
        setBusy(true);
        setError(null);
        try {
            let answer = await client.get<VerificationReport>('/api/v1/audit/verify');
            while (answer.status === 'running') {
                setReport(answer);
                await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MILLIS));
                answer = await client.get<VerificationReport>('/api/v1/audit/verify');
            }
            setReport(answer);
        } catch (failure) {
            setError(wordsOf(failure));
        }
        setBusy(false);
    };
    return (
        <div className="panel">
            <button type="button" disabled={busy} onClick={() => void verify()}>
                Verify the whole log
            </button>
            {error !== null && <Failure words={error} />}
            {report?.status === 'running' && (
                <Bar share={(report.done ?? 0) / Math.max(1, report.total ?? 1)} label="Entries recomputed" />
            )}
            {report?.status === 'sound' && (
                <p role="status">
                    All {report.size} entries, {report.checkpoints} signed states and {report.tenants} histories are
                    sound.
                </p>
            )}
            {report?.status === 'broken' && (
                <>
                    <Failure words={`${report.finding_count} findings: the log was altered.`} />
                    <Table label="Findings" titles={['Table', 'Row', 'Problem']}>
                        {report.findings?.map((found) => (
                            <tr key={`${found.table} ${found.row} ${found.problem}`}>
                                <td>{found.table}</td>
                                <td>{found.row}</td>
                                <td>{found.problem}</td>
                            </tr>
                        ))}
                    </Table>
                </>
            )}
        </div>
    );
}
