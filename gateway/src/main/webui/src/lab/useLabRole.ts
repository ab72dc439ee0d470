import { useApp } from '../context';

/** Whether somebody may change what is in the lab; everybody may look. */
export function useLabRole(): boolean {
    const { user } = useApp();
    return user.roles.includes('lab') || user.roles.includes('admin');
}
