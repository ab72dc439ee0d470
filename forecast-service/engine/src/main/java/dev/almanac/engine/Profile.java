package dev.almanac.engine;

import java.util.List;

/// What a series looks like, as far as the choice of methods depends on it.
///
/// @param seasonLength given, or found where none was given; 1 for none
/// @param intermittent whether zeros are so frequent that demand and its timing are forecast apart
/// @param wandering whether it is long and shows no season, so that little beats its last value
record Profile(int seasonLength, boolean intermittent, boolean wandering) {

    /// The usual cycles: days of a week, months, hours, weeks, and parts of an hour.
    private static final List<Integer> CALENDAR = List.of(7, 12, 24, 48, 52, 96, 168);

    private static final int LONG = 100;
    private static final double CLEAR = 0.1;
    private static final double SIGNIFICANT = 2.58;
    private static final double NEARLY = 0.9;
    /// Mean distance between demands from which Croston's family is used: Syntetos, Boylan and Croston (2005),
    /// doi:10.1057/palgrave.jors.2601841.
    private static final double MEAN_DISTANCE = 1.32;

    static Profile of(double[] y, int seasonLength) {
        int season = seasonLength > 1 ? seasonLength : foundSeason(y);
        return new Profile(season, isIntermittent(y), season == 1 && y.length >= LONG);
    }

    /// The cycle at which the changes from step to step repeat themselves most clearly; a multiple of a cycle must be
    /// clearer than that by a margin. The changes, because a trend makes every lag of the series itself look alike.
    private static int foundSeason(double[] y) {
        if (y.length < LONG) {
            return 1;
        }
        double[] changes = Differencing.difference(y, 1);
        double limit = Math.max(CLEAR, SIGNIFICANT / Math.sqrt(changes.length));
        int found = 1;
        double clearest = limit;
        for (int m : CALENDAR) {
            double clarity = y.length >= 3 * m ? Observations.autocorrelation(changes, m) : 0;
            boolean multiple = found > 1 && m % found == 0;
            if (clarity > (multiple ? clearest / NEARLY : clearest)) {
                clearest = clarity;
                found = m;
            }
        }
        return found;
    }

    private static boolean isIntermittent(double[] y) {
        int demands = 0;
        for (double value : y) {
            if (value < 0) {
                return false;
            }
            demands += value > 0 ? 1 : 0;
        }
        return demands > 0 && (double) y.length / demands >= MEAN_DISTANCE;
    }
}
