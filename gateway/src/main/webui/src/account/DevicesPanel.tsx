import type { Device } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { when } from '../format';
import { useAction } from './useAction';

/** Where one is signed in. */
export function DevicesPanel(): React.JSX.Element {
    const { client } = useApp();
    const devices = useLoaded('devices', () => client.get<Device[]>('/api/v1/auth/sessions'));
    const action = useAction();
    const revoke = (path: string): void =>
        action.run(async () => {
            await client.delete(path);
            devices.reload();
        });
    return (
        <div className="panel" role="group" aria-label="Devices">
            <h2>Signed in at</h2>
            {devices.error !== undefined && <Failure words={devices.error} again={devices.reload} />}
            {devices.value === undefined && devices.error === undefined && <Loading what="your devices" />}
            <ul className="rows">
                {devices.value?.map((device) => (
                    <li key={device.id}>
                        <span>
                            {device.current && <span className="badge good">this one</span>}{' '}
                            {device.by_support && <span className="badge warn">support</span>}{' '}
                            {device.device ?? 'A program'}
                            <span className="role">
                                {device.address}, by {device.methods.join(' and ')}, last {when(device.last_used_at)}
                            </span>
                        </span>
                        {!device.current && (
                            <button
                                type="button"
                                className="plain"
                                disabled={action.busy}
                                onClick={() => revoke(`/api/v1/auth/sessions/${device.id}`)}
                            >
                                Sign out
                            </button>
                        )}
                    </li>
                ))}
            </ul>
            {action.error !== null && <Failure words={action.error} />}
            {(devices.value?.length ?? 0) > 1 && (
                <button type="button" disabled={action.busy} onClick={() => revoke('/api/v1/auth/sessions')}>
                    Sign out all others
                </button>
            )}
        </div>
    );
}
