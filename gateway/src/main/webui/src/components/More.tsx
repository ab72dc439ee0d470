import { useRef, useState } from 'react';
import { wordsOf } from '../api/client';
import type { Page } from '../api/types';
import { useApp, useLoaded } from '../context';
import { Failure, Loading } from './States';

/** A list that is read page by page. */
export function PagedList<T>(props: {
    path: string;
    /** Another one reads the list again, as far as it is shown. */
    occasion?: number;
    what: string;
    empty: React.ReactNode;
    children: (items: T[]) => React.ReactNode;
}): React.JSX.Element {
    const { client } = useApp();
    const { path, occasion = 0 } = props;
    const shown = useRef(0);
    const next = (cursor: string): Promise<Page<T>> =>
        client.get<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`);
    const first = useLoaded(
        path,
        async () => {
            const wanted = shown.current;
            let page = await client.get<Page<T>>(path);
            while (page.items.length < wanted && page.next_cursor !== undefined) {
                const later = await next(page.next_cursor);
                page = { ...later, items: [...page.items, ...later.items] };
            }
            return page;
        },
        occasion,
    );
    const [more, setMore] = useState<{ after: Page<T>; page: Page<T>; error?: string } | null>(null);
    if (first.error !== undefined) {
        return <Failure words={first.error} again={first.reload} />;
    }
    if (first.value === undefined) {
        shown.current = 0;
        return <Loading what={props.what} />;
    }
    const after = first.value;
    const later = more?.after === after ? more : null;
    const items = [...after.items, ...(later?.page.items ?? [])];
    const { next_cursor: cursor } = later?.page ?? after;
    shown.current = items.length;
    const readOn = async (from: string): Promise<void> => {
        const known = later?.page.items ?? [];
        try {
            const page = await next(from);
            setMore({ after, page: { ...page, items: [...known, ...page.items] } });
        } catch (error) {
            setMore({ after, page: { items: known, next_cursor: from }, error: wordsOf(error) });
        }
    };
    if (items.length === 0) {
        return <>{props.empty}</>;
    }
    return (
        <>
            {props.children(items)}
            {later?.error !== undefined && <Failure words={later.error} />}
            {cursor !== undefined && (
                <button type="button" className="plain" onClick={() => void readOn(cursor)}>
                    Show more
                </button>
            )}
        </>
    );
}
