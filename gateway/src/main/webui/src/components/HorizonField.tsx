import type { Dataset } from '../api/types';

const LONGEST = 10_000;
const DEFAULT_HORIZON = 12;

/** How far ahead; a season where there is one. */
export function HorizonField({ dataset }: { dataset: Dataset }): React.JSX.Element {
    const season = dataset.frequency?.season_length ?? 1;
    return (
        <label>
            Steps ahead
            <input
                name="horizon"
                type="number"
                min={1}
                max={LONGEST}
                required
                defaultValue={season > 1 ? season : DEFAULT_HORIZON}
            />
        </label>
    );
}
