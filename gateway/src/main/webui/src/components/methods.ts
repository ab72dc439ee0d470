/** The methods of the engine, grouped as people think of them. */
export const METHODS: { group: string; methods: { value: string; title: string }[] }[] = [
    { group: 'Automatic', methods: [{ value: 'auto', title: 'Automatic (joins the methods that suit the series)' }] },
    {
        group: 'Exponential smoothing',
        methods: [
            { value: 'ets', title: 'ETS, chosen by AICc' },
            { value: 'ses', title: 'Simple' },
            { value: 'holt', title: "Holt's trend" },
            { value: 'damped', title: 'Damped trend' },
            { value: 'holt_winters', title: 'Holt and Winters' },
        ],
    },
    {
        group: 'Theta and ARIMA',
        methods: [
            { value: 'theta', title: 'Theta' },
            { value: 'optimised_theta', title: 'Optimised Theta' },
            { value: 'dynamic_theta', title: 'Dynamic Theta' },
            { value: 'arima', title: 'ARIMA, chosen by AICc' },
        ],
    },
    {
        group: 'Long seasons',
        methods: [
            { value: 'mstl+ets', title: 'Seasons taken out, then ETS' },
            { value: 'mstl+arima', title: 'Seasons taken out, then ARIMA' },
            { value: 'harmonic', title: 'Waves with ARIMA errors' },
        ],
    },
    {
        group: 'Demand with many zeros',
        methods: [
            { value: 'intermittent', title: 'Smoothing with negative binomial intervals' },
            { value: 'croston', title: 'Croston' },
            { value: 'sba', title: 'Croston, corrected (SBA)' },
            { value: 'tsb', title: 'TSB' },
            { value: 'adida', title: 'ADIDA' },
            { value: 'imapa', title: 'IMAPA' },
        ],
    },
    {
        group: 'Combinations',
        methods: [
            { value: 'median', title: 'Median of the usual methods' },
            { value: 'weighted', title: 'Weighted by their backtests' },
        ],
    },
    {
        group: 'Yardsticks',
        methods: [
            { value: 'seasonal_naive', title: 'Seasonal naive' },
            { value: 'naive', title: 'Naive' },
            { value: 'drift', title: 'Drift' },
            { value: 'mean', title: 'Mean' },
        ],
    },
];
