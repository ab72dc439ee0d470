import { createContext, useContext, useEffect, useState } from 'react';
import type { Client } from './api/client';
import { wordsOf } from './api/client';
import type { DatasetSummary, Profile } from './api/types';

/** What every page needs. */
export interface App {
    client: Client;
    user: Profile;
    /** Reads the account again after it was changed. */
    reloadUser: () => Promise<void>;
    go: (path: string) => void;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
    const app = useContext(AppContext);
    if (app === null) {
        throw new Error('Outside of the signed-in part');
    }
    return app;
}

/** The team that a dataset belongs to, where one may make things; what is made of it belongs to them too. */
export function teamOf(dataset: DatasetSummary, user: Profile): string | undefined {
    return user.teams.find((team) => team.id === dataset.owner_id && team.role !== 'viewer')?.id;
}

/** Something that is loaded: first neither, then the value or the words of the failure. */
export interface Loaded<T> {
    value?: T;
    error?: string;
    reload: () => void;
}

/**
 * Loads when `key` changes, or again when `occasion` does or on `reload`: then the old value stays until the new one is
 * there. An answer that comes too late is dropped.
 */
export function useLoaded<T>(key: string, load: () => Promise<T>, occasion = 0): Loaded<T> {
    const [state, setState] = useState<{ key: string; value?: T; error?: string }>({ key });
    const [round, setRound] = useState(0);
    useEffect(() => {
        let current = true;
        load().then(
            (value) => current && setState({ key, value }),
            (error: unknown) => current && setState({ key, error: wordsOf(error) }),
        );
        return () => {
            current = false;
        };
    }, [key, occasion, round]);
    const reload = (): void => setRound((before) => before + 1);
    return state.key === key ? { ...state, reload } : { reload };
}
