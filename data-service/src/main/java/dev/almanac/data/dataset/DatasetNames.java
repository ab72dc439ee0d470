package dev.almanac.data.dataset;

/// Names that people give to files and datasets.
public final class DatasetNames {

    private static final int LONGEST = 120;

    private DatasetNames() {}

    /// A name without folders, control characters or surprises; `dataset` when nothing is left.
    public static String safe(String given) {
        String name =
                given == null ? "" : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String clean = name.replaceAll("[\\p{Cntrl}\\p{Cf}<>\"'`]", "").strip();
        if (clean.isEmpty() || clean.matches("\\.+")) {
            return "dataset";
        }
        int end = Math.min(clean.length(), LONGEST);
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end);
    }
}
