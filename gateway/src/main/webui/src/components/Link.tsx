import { useApp } from '../context';

/** A link inside the console; opening it in a new tab works as everywhere. */
export function Link(props: {
    to: string;
    className?: string;
    current?: boolean;
    children: React.ReactNode;
}): React.JSX.Element {
    const { go } = useApp();
    const follow = (event: React.MouseEvent): void => {
        if (!event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
            event.preventDefault();
            go(props.to);
        }
    };
    return (
        <a
            href={props.to}
            className={props.className}
            aria-current={props.current === true ? 'page' : undefined}
            onClick={follow}
        >
            {props.children}
        </a>
    );
}
