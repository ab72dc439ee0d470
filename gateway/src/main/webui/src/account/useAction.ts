import { useState } from 'react';
import { ApiError, wordsOf } from '../api/client';

/** Something that a person starts, that takes a moment, and that may fail. */
export interface Action {
    busy: boolean;
    error: string | null;
    run: (work: () => Promise<void>) => void;
    clear: () => void;
}

export function useAction(): Action {
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<string | null>(null);
    const run = (work: () => Promise<void>): void => {
        setBusy(true);
        setError(null);
        work()
            .catch((failure: unknown) => setError(explained(failure)))
            .finally(() => setBusy(false));
    };
    return { busy, error, run, clear: () => setError(null) };
}

function explained(failure: unknown): string {
    if (failure instanceof DOMException && failure.name === 'NotAllowedError') {
        return 'The passkey was not used. Try again.';
    }
    if (failure instanceof ApiError && failure.problem.status === 429) {
        return `Too many attempts. ${failure.message}`;
    }
    if (failure instanceof ApiError && failure.problem.type === '/problems/step-up-required') {
        return 'Nothing was changed: this needs a fresh proof of who you are.';
    }
    if (failure instanceof ApiError) {
        const { detail, title } = failure.problem;
        return detail ?? title;
    }
    return wordsOf(failure);
}
