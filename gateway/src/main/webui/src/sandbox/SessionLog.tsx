import { useEffect, useState } from 'react';
import { followSandbox, tokensOf } from '../api/progress';
import { useApp } from '../context';
import { when } from '../format';
import type { SandboxMessage } from './types';

/** The log of a session, from its beginning and as it grows. */
export function SessionLog({ session, ended }: { session: string; ended: () => void }): React.JSX.Element {
    const { client } = useApp();
    const [lines, setLines] = useState<SandboxMessage[]>([]);
    useEffect(() => {
        setLines([]);
        return followSandbox(session, tokensOf(client), (message) => {
            if (message.type === 'log') {
                setLines((before) => [...before, message]);
            }
            if (message.type === 'ended') {
                ended();
            }
        });
    }, [session]);
    return (
        <ol className="rows" role="log" aria-label="Log">
            {lines.map((line) => (
                <li key={line.seq}>
                    <span className={line.level === 'error' ? 'bad' : undefined}>{line.message}</span>
                    <span className="quiet">{line.timestamp !== undefined && when(line.timestamp)}</span>
                </li>
            ))}
        </ol>
    );
}
