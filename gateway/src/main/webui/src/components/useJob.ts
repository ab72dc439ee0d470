import { useEffect, useState } from 'react';
import { wordsOf } from '../api/client';
import { follow, tokensOf } from '../api/progress';
import type { JobStatus, Progress } from '../api/types';
import { type Loaded, useApp, useLoaded } from '../context';

/** A job that is followed while it runs. */
export interface Followed<T> extends Loaded<T> {
    running: boolean;
    progress: Progress | null;
    /** Why it could not be cancelled or hidden. */
    refusal: string | null;
    /** Cancels it while it runs; afterwards hides it and goes elsewhere. */
    remove: (elsewhere: string) => Promise<void>;
}

/** Loads a job and follows its progress. */
export function useJob<T extends { status: JobStatus }>(path: string, id: string): Followed<T> {
    const { client, go } = useApp();
    const job = useLoaded(`${path} ${id}`, () => client.get<T>(`${path}/${id}`));
    const [progress, setProgress] = useState<Progress | null>(null);
    const [refusal, setRefusal] = useState<string | null>(null);
    const status = job.value?.status;
    const running = status === 'queued' || status === 'running';

    useEffect(() => {
        if (!running) {
            return;
        }
        return follow(id, tokensOf(client), (message) => {
            setProgress(message);
            if (message.type === 'done') {
                job.reload();
            }
        });
    }, [id, running]);

    const remove = async (elsewhere: string): Promise<void> => {
        try {
            await client.delete(`${path}/${id}`);
            if (running) {
                job.reload();
            } else {
                go(elsewhere);
            }
        } catch (failure) {
            setRefusal(wordsOf(failure));
        }
    };
    return { ...job, running, progress, refusal, remove };
}
