import { useRef, useState } from 'react';
import { ApiError, wordsOf } from '../api/client';
import { type Upload, upload } from '../api/upload';
import { useApp } from '../context';
import { bytes, percent } from '../format';
import { Bar, Failure } from './States';

interface Running {
    name: string;
    size: number;
    share: number;
    upload: Upload;
}

/** Takes a CSV by drag and drop or by keyboard, shows how far it is, and can be stopped. */
export function Dropzone({ taken }: { taken: (dataset: string) => void }): React.JSX.Element {
    const { client, user } = useApp();
    const input = useRef<HTMLInputElement>(null);
    const [team, setTeam] = useState('');
    const [over, setOver] = useState(false);
    const [running, setRunning] = useState<Running | null>(null);
    const [error, setError] = useState<string | null>(null);

    const start = async (file: File): Promise<void> => {
        if (file.size === 0) {
            setError('The file is empty: there are no series in it.');
            return;
        }
        setError(null);
        try {
            await client.get('/api/v1/auth/verify'); // a long upload must not begin with a token that has ended
            const going = upload(file, team === '' ? null : team, client, (share) =>
                setRunning((now) => (now === null ? null : { ...now, share })),
            );
            setRunning({ name: file.name, size: file.size, share: 0, upload: going });
            taken(await going.done);
        } catch (failure) {
            setError(failure instanceof ApiError ? explained(failure) : wordsOf(failure));
        } finally {
            setRunning(null);
        }
    };

    const dropped = (event: React.DragEvent): void => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file !== undefined && running === null) {
            void start(file);
        }
    };

    return (
        <div>
            <div
                className={over ? 'dropzone over' : 'dropzone'}
                onDragOver={(event) => {
                    event.preventDefault();
                    setOver(true);
                }}
                onDragLeave={() => setOver(false)}
                onDrop={dropped}
            >
                {running === null ? (
                    <>
                        <p>
                            <strong>Drop a CSV file here</strong>, or{' '}
                            <button type="button" onClick={() => input.current?.click()}>
                                choose a file
                            </button>
                        </p>
                        <p className="quiet">
                            Rows or columns of observations with their times, as you have them; .csv, .tsv, also .gz or
                            .zst. Large files go on where they stopped.
                        </p>
                        {user.teams.length > 0 && (
                            <label className="inline">
                                Belongs to
                                <select value={team} onChange={(event) => setTeam(event.target.value)}>
                                    <option value="">me</option>
                                    {user.teams
                                        .filter((one) => one.role !== 'viewer')
                                        .map((one) => (
                                            <option key={one.id} value={one.id}>
                                                {one.name}
                                            </option>
                                        ))}
                                </select>
                            </label>
                        )}
                    </>
                ) : (
                    <div role="status">
                        <p>
                            Uploading {running.name} ({bytes(running.size)}){' '}
                            {running.share < 1 && percent(running.share)}
                        </p>
                        <Bar share={running.share} label="Upload" />
                        <button type="button" className="plain" onClick={running.upload.cancel}>
                            Cancel
                        </button>
                    </div>
                )}
                <input
                    ref={input}
                    type="file"
                    accept=".csv,.tsv,.txt,.gz,.zst,text/csv"
                    aria-label="CSV file"
                    hidden
                    onChange={(event) => {
                        const file = event.target.files?.[0];
                        event.target.value = '';
                        if (file !== undefined) {
                            void start(file);
                        }
                    }}
                />
            </div>
            {error !== null && <Failure words={error} />}
        </div>
    );
}

function explained(error: ApiError): string {
    const { problem } = error;
    return problem.detail === undefined ? problem.title : `${problem.title}: ${problem.detail}`;
}
