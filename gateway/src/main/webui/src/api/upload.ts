import { ApiError } from './client';
import type { Dataset, Problem } from './types';

/** An upload on its way; `fetch` cannot tell how much of a body has been sent, so this is an XMLHttpRequest. */
export interface Upload {
    done: Promise<Dataset>;
    cancel: () => void;
}

/**
 * @param team whose dataset it is to be; null for one's own
 * @param told gets the share that has been sent, from 0 to 1
 */
export function upload(file: File, team: string | null, token: string, told: (share: number) => void): Upload {
    const request = new XMLHttpRequest();
    const done = new Promise<Dataset>((resolve, reject) => {
        request.upload.onprogress = (event) => told(event.lengthComputable ? event.loaded / event.total : 0);
        request.onload = () => {
            if (request.status === 201) {
                resolve(JSON.parse(request.responseText) as Dataset);
            } else {
                reject(new ApiError(problemIn(request)));
            }
        };
        request.onerror = () => reject(failure('The upload was interrupted. Check the connection and try again.'));
        request.onabort = () => reject(failure('The upload was cancelled; nothing was kept.'));
    });
    const owner = team === null ? '' : `&team=${team}`;
    request.open('POST', `/api/v1/datasets?name=${encodeURIComponent(file.name)}${owner}`);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', 'text/csv');
    request.setRequestHeader('Idempotency-Key', crypto.randomUUID());
    request.send(file);
    return { done, cancel: () => request.abort() };
}

function failure(detail: string): ApiError {
    return new ApiError({ type: 'about:blank', title: 'Upload', status: 0, detail });
}

function problemIn(request: XMLHttpRequest): Problem {
    try {
        return JSON.parse(request.responseText) as Problem;
    } catch {
        return { type: 'about:blank', title: 'The upload was refused', status: request.status };
    }
}
