package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Runs the journeys in `browser/`, which drive a real Chromium.
class BrowserIT {

    private final LocalPlatform platform = LocalPlatform.shared();

    @Test
    void theConsoleWorksInARealBrowser() throws IOException, InterruptedException {
        run("npm", "ci", "--no-progress");
        run("npm", "run", "test");
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path folder = platform.checkout().resolve("deploy/journeys/browser");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("ALMANAC_URL", platform.url());
        builder.environment().put("ALMANAC_ADMIN_TOKEN", platform.admin().token());
        builder.environment()
                .put(
                        "ALMANAC_EXAMPLES",
                        platform.checkout().resolve("deploy/examples").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
