package dev.almanac.data.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.MultipartInput;

/// The file part of a browser's form, streamed.
///
/// @param name made safe to show and to store
record FormFile(String name, InputStream content) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,70})\"?");
    private static final Pattern FILE_NAME = Pattern.compile("filename=(?:\"([^\"]*)\"|([^;\\s\"]+))");

    /// The first part that is a file.
    ///
    /// @throws IOException when the body is not a form, or ends too early
    static FormFile in(InputStream body, String contentType) throws IOException {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new IOException("the Content-Type names no boundary");
        }
        MultipartInput form = MultipartInput.builder()
                .setInputStream(body)
                .setBoundary(boundary.group(1).getBytes(StandardCharsets.US_ASCII))
                .get();
        for (boolean more = form.skipPreamble(); more; more = form.readBoundary()) {
            Matcher file = FILE_NAME.matcher(form.readHeaders());
            if (file.find()) {
                return new FormFile(
                        DatasetNames.safe(file.group(1) == null ? file.group(2) : file.group(1)),
                        form.newInputStream());
            }
            form.discardBodyData();
        }
        throw new IOException("the form has no file");
    }
}
