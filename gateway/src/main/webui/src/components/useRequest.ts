import { type RefObject, useEffect, useRef, useState } from 'react';

/** What a form asks for as it stands: null until it is there. */
export function useRequest(requestOf: (fields: FormData) => unknown): {
    form: RefObject<HTMLFormElement | null>;
    request: unknown;
    changed: () => void;
} {
    const form = useRef<HTMLFormElement>(null);
    const [request, setRequest] = useState<unknown>(null);
    const changed = (): void => {
        if (form.current !== null) {
            setRequest(requestOf(new FormData(form.current)));
        }
    };
    useEffect(changed, []);
    return { form, request, changed };
}
