import Uppy from '@uppy/core';
import Tus from '@uppy/tus';
import { ApiError, type Client } from './client';
import type { Problem } from './types';

const PART_BYTES = 8 * 1024 * 1024;
const PAUSES_MS = [0, 1000, 3000, 5000, 10_000, 20_000];

/** An upload on its way. */
export interface Upload {
    /** The id of the dataset that is being made of the file. */
    done: Promise<string>;
    cancel: () => void;
}

/**
 * Sends a file in parts. A lost connection, a restarted server or a closed page costs at most the part that was on its
 * way: the same file, chosen again, goes on where it stopped.
 *
 * @param team whose dataset it is to be; null for one's own
 * @param told gets the share that has been sent, from 0 to 1
 */
export function upload(file: File, team: string | null, client: Client, told: (share: number) => void): Upload {
    const uppy = new Uppy({ autoProceed: false, allowMultipleUploadBatches: false });
    let dataset: string | null = null;
    let refusal: Problem | null = null;
    uppy.use(Tus, {
        endpoint: '/api/v1/uploads',
        chunkSize: PART_BYTES,
        retryDelays: PAUSES_MS,
        removeFingerprintOnSuccess: true,
        allowedMetaFields: ['filename', 'team'],
        onBeforeRequest: (request) => {
            request.setHeader('Authorization', `Bearer ${client.accessToken ?? ''}`);
        },
        onShouldRetry: (error, _attempt, _options, usual) => {
            const status = error.originalResponse?.getStatus() ?? 0;
            if (status === 401) {
                void client.refresh();
                return true;
            }
            return usual(error);
        },
        onAfterResponse: (_request, response) => {
            const location = response.getHeader('Content-Location');
            dataset = location?.split('/').at(-1) ?? dataset;
            refusal = response.getStatus() >= 400 ? problemIn(response.getBody(), response.getStatus()) : null;
        },
    });
    uppy.on('progress', (percent) => told(percent / 100));
    uppy.addFile({ name: file.name, type: file.type, data: file, meta: { filename: file.name, team: team ?? '' } });
    let cancelled = false;
    const done = uppy.upload().then((result) => {
        uppy.destroy();
        if (cancelled) {
            throw failure('The upload was cancelled; nothing was kept.');
        }
        if (dataset === null || (result?.failed?.length ?? 0) > 0) {
            throw refusal === null
                ? failure('The upload was interrupted. Choose the same file again to go on where it stopped.')
                : new ApiError(refusal);
        }
        return dataset;
    });
    return {
        done,
        cancel: () => {
            cancelled = true;
            uppy.cancelAll();
        },
    };
}

function failure(detail: string): ApiError {
    return new ApiError({ type: 'about:blank', title: 'Upload', status: 0, detail });
}

function problemIn(body: string | undefined, status: number): Problem {
    try {
        return JSON.parse(body ?? '') as Problem;
    } catch {
        return { type: 'about:blank', title: 'The upload was refused', status };
    }
}
