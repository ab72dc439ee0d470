package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.journeys.EdgePlatform.Gateway;
import dev.almanac.postgres.FreePort;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// TLS at the gateway itself, with certificates of the JDK's keytool.
@Timeout(120)
class EdgeTlsIT {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private EdgePlatform platform;
    private int port;
    private Gateway gateway;
    private SSLContext trusting;

    @BeforeEach
    void start() throws Exception {
        platform = new EdgePlatform(folder);
        port = FreePort.any();
        trusting = certificate("first");
        gateway = platform.startGateway(
                List.of(platform.startService()),
                Map.of(
                        "gateway.public-url", "https://localhost:" + port,
                        "gateway.tls.certificate",
                                folder.resolve("certificate.pem").toString(),
                        "gateway.tls.key", folder.resolve("key.pem").toString(),
                        "gateway.tls.port", Integer.toString(port),
                        "gateway.tls.look-every", "1S"));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void callsGoOverHttp2AndHttp11AndPlainOnesAreSentThere() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<String> answer = call(version, "/api/v1/datasets", "");
            assertEquals(200, answer.statusCode());
            assertEquals(version, answer.version());
            assertTrue(answer.headers().firstValue("Strict-Transport-Security").isPresent());
            HttpResponse<String> upload = call(version, "/api/v1/datasets", "x".repeat(300_000));
            assertTrue(upload.body().contains("\"length\":300000"), upload.body());
        }
        HttpResponse<String> plain = platform.http()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway.url() + "/datasets?x=1"))
                                .build(),
                        BodyHandlers.ofString());
        assertEquals(308, plain.statusCode());
        assertEquals(
                "https://localhost:" + port + "/datasets?x=1",
                plain.headers().firstValue("Location").orElseThrow());
    }

    @Test
    void oldVersionsOfTlsAndWeakCiphersAreNotSpoken() {
        assertThrows(IOException.class, () -> handshake(new String[] {"TLSv1.1"}, null));
        assertThrows(
                IOException.class,
                () -> handshake(new String[] {"TLSv1.2"}, new String[] {"TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"}));
    }

    @Test
    void aNewCertificateIsUsedWithoutARestartAndABrokenOneIsNot() throws Exception {
        BigInteger first = handshake(new String[] {"TLSv1.3"}, null);
        SSLContext before = trusting;
        Files.writeString(folder.resolve("certificate.pem"), "-----BEGIN CERTIFICATE-----\nbroken\n");
        Await.until(
                "the fault is told", 20, () -> Files.readString(gateway.log()).contains("last good certificate"));
        assertEquals(first, handshake(new String[] {"TLSv1.3"}, null));
        trusting = certificate("second");
        Await.until("the new certificate is used", 20, () -> {
            try {
                return !first.equals(handshake(new String[] {"TLSv1.3"}, null));
            } catch (SSLHandshakeException old) {
                return false;
            }
        });
        trusting = before;
        assertThrows(SSLHandshakeException.class, () -> handshake(new String[] {"TLSv1.3"}, null));
    }

    private HttpResponse<String> call(HttpClient.Version version, String path, String body) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().version(version).sslContext(trusting).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                    .header("Authorization", "Bearer " + platform.token());
            return http.send(
                    body.isEmpty()
                            ? request.build()
                            : request.POST(BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString());
        }
    }

    /// @return the serial number of the certificate that is shown
    private BigInteger handshake(String[] protocols, String[] ciphers) throws IOException {
        try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("localhost", port)) {
            socket.setEnabledProtocols(protocols);
            if (ciphers != null) {
                socket.setEnabledCipherSuites(ciphers);
            }
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    /// Writes a new certificate with its key as PEM.
    ///
    /// @return what trusts it
    private SSLContext certificate(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-validity",
                        "10")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertEquals(0, code);
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        pem("PRIVATE KEY", keys.getKey("a", PASSWORD).getEncoded(), "key.pem");
        pem("CERTIFICATE", keys.getCertificate("a").getEncoded(), "certificate.pem");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", keys.getCertificate("a"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private void pem(String type, byte[] content, String file) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type));
    }
}
