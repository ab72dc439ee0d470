import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Dataset, Finding } from '../api/types';
import { Failure } from '../components/States';
import { useApp } from '../context';

/** What the owner should know about the file, and what can be done about it. */
export function FindingsPanel(props: { dataset: Dataset; changed: () => void }): React.JSX.Element | null {
    const { client } = useApp();
    const { findings, accepted } = props.dataset.quality;
    const [error, setError] = useState<string | null>(null);
    if (findings.length === 0) {
        return null;
    }
    const choose = async (id: string): Promise<void> => {
        const [kind, rest] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
        const path = `/api/v1/datasets/${props.dataset.id}`;
        try {
            if (kind === 'duplicates' || kind === 'gaps') {
                const others = accepted.filter((each) => !each.startsWith(`${kind}:`));
                const usual = id === 'duplicates:last' || id === 'gaps:nothing';
                await client.put(`${path}/fixes`, { fixes: usual ? others : [...others, id] });
            } else {
                await client.put(`${path}/mapping`, { [kind]: rest });
            }
            setError(null);
            props.changed();
        } catch (failure) {
            setError(wordsOf(failure));
        }
    };
    return (
        <>
            <ul className="findings" aria-label="Findings">
                {findings.map((finding, i) => (
                    <li key={i}>
                        {finding.message}
                        {finding.line !== undefined && <span className="quiet"> (line {finding.line})</span>}
                        <FixChoice finding={finding} accepted={accepted} choose={(id) => void choose(id)} />
                    </li>
                ))}
            </ul>
            {error !== null && <Failure words={error} />}
        </>
    );
}

function FixChoice(props: {
    finding: Finding;
    accepted: string[];
    choose: (id: string) => void;
}): React.JSX.Element | null {
    const { fixes } = props.finding;
    if (fixes.length === 0) {
        return null;
    }
    const chosen = fixes.find((fix) => props.accepted.includes(fix.id))?.id ?? '';
    return (
        <label className="inline">
            {' '}
            What to do
            <select
                value={chosen}
                aria-label={`What to do about ${props.finding.code}`}
                onChange={(event) => props.choose(event.target.value)}
            >
                <option value="" disabled>
                    choose
                </option>
                {fixes.map((fix) => (
                    <option key={fix.id} value={fix.id}>
                        {fix.label}
                    </option>
                ))}
            </select>
        </label>
    );
}
