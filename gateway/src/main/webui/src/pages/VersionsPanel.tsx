import { useRef, useState } from 'react';
import { wordsOf } from '../api/client';
import type { Dataset, Version, VersionDiff } from '../api/types';
import { save } from '../components/download';
import { Failure } from '../components/States';
import { useApp, useLoaded } from '../context';
import { plural, when } from '../format';

const MADE: Record<Version['made'], string> = {
    upload: 'uploaded',
    append: 'new actuals appended',
    replace: 'replaced by a file',
    mapping: 'read in another way',
};

/** The versions of a dataset: add new actuals, see what is different, take the data out. */
export function VersionsPanel(props: { dataset: Dataset; changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    const { id, version } = props.dataset;
    const path = `/api/v1/datasets/${id}`;
    const input = useRef<HTMLInputElement>(null);
    const [mode, setMode] = useState('append');
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<string | null>(null);
    const [diff, setDiff] = useState<VersionDiff | null>(null);
    const versions = useLoaded(`versions ${id} ${version}`, () =>
        client.get<{ items: Version[] }>(`${path}/versions`),
    );

    const attempt = async (work: () => Promise<void>): Promise<void> => {
        setBusy(true);
        setError(null);
        try {
            await work();
        } catch (failure) {
            setError(wordsOf(failure));
        } finally {
            setBusy(false);
        }
    };
    const add = (file: File): Promise<void> =>
        attempt(async () => {
            await client.sendFile(`${path}/versions?mode=${mode}`, file);
            props.changed();
        });
    const compare = (newer: number): Promise<void> =>
        attempt(async () => setDiff(await client.get<VersionDiff>(`${path}/versions/${newer}/diff`)));
    const take = (what: string, accept: string, name: string): Promise<void> =>
        attempt(async () => save(await client.blob(`${path}/${what}`, accept), name));

    return (
        <section aria-label="Versions">
            <h2>Versions</h2>
            <ul className="cards">
                {versions.value?.items.map((each) => (
                    <li key={each.version}>
                        Version {each.version}: {MADE[each.made]}, {plural(each.rows, 'observation')},{' '}
                        {when(each.created_at)}
                        {each.used && <span className="badge muted">used by a forecast</span>}
                        {each.version > 1 && (
                            <button type="button" className="plain" onClick={() => void compare(each.version)}>
                                What is different
                            </button>
                        )}
                        {diff?.to === each.version && <DiffWords diff={diff} />}
                    </li>
                ))}
            </ul>
            <p>
                <label className="inline">
                    New actuals
                    <select value={mode} onChange={(event) => setMode(event.target.value)}>
                        <option value="append">are appended</option>
                        <option value="replace">replace everything</option>
                    </select>
                </label>{' '}
                <button type="button" disabled={busy} onClick={() => input.current?.click()}>
                    Choose a file
                </button>
                <input
                    ref={input}
                    type="file"
                    aria-label="File of new actuals"
                    hidden
                    onChange={(event) => {
                        const file = event.target.files?.[0];
                        event.target.value = '';
                        if (file !== undefined) {
                            void add(file);
                        }
                    }}
                />
            </p>
            <p>
                <button type="button" className="plain" onClick={() => void take('content', '*/*', props.dataset.name)}>
                    The file as it came
                </button>
                <button
                    type="button"
                    className="plain"
                    onClick={() => void take('series', 'text/csv', `${props.dataset.name}-series.csv`)}
                >
                    All series as CSV
                </button>
            </p>
            {error !== null && <Failure words={error} />}
        </section>
    );
}

function DiffWords({ diff }: { diff: VersionDiff }): React.JSX.Element {
    return (
        <p className="quiet">
            Against version {diff.from}: {plural(diff.added_series, 'series', 'series')} more, {diff.removed_series}{' '}
            fewer; {plural(diff.added_observations, 'observation')} more, {diff.removed_observations} fewer,{' '}
            {diff.changed_observations} with another value.
        </p>
    );
}
