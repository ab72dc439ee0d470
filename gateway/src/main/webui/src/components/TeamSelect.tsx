import { useApp } from '../context';

/** Whose it is to be: one's own, or a team's in which one may make things. Nothing to choose without such a team. */
export function TeamSelect({ name }: { name: string }): React.JSX.Element | null {
    const { user } = useApp();
    const teams = user.teams.filter((team) => team.role !== 'viewer');
    return teams.length === 0 ? null : (
        <label>
            For
            <select name={name} defaultValue="">
                <option value="">me</option>
                {teams.map((team) => (
                    <option key={team.id} value={team.id}>
                        {team.name}
                    </option>
                ))}
            </select>
        </label>
    );
}
