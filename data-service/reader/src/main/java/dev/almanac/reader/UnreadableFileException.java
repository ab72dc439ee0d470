package dev.almanac.reader;

/// The file cannot be used at all; the finding says why.
public final class UnreadableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public UnreadableFileException(Finding finding) {
        super(finding.message(), null, false, false);
        this.finding = finding;
    }

    public Finding finding() {
        return finding;
    }
}
