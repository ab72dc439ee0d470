package dev.almanac.forecast.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/// Where a webhook calls. The address is looked up anew for each call, checked, and the one that was checked is the one
/// that is called: a name that changes its mind in between gains nothing.
///
/// @param port given, or that of the scheme
record Endpoint(String url, String host, int port, boolean tls, String path) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /// @param allowPrivate whether plain `http` will do
    /// @throws IllegalArgumentException says what is wrong
    static Endpoint of(String url, boolean allowPrivate) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not an address", e);
        }
        boolean tls = "https".equals(uri.getScheme());
        if (!tls && !(allowPrivate && "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("must begin with https://");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must be a host and a path, without a user and without #");
        }
        int port = uri.getPort() < 0 ? (tls ? HTTPS : HTTP) : uri.getPort();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Endpoint(url, uri.getHost().replaceAll("^\\[|]$", ""), port, tls, path + query);
    }

    /// Blocks while the name is looked up.
    ///
    /// @throws IllegalArgumentException when there is no such name, or one of its addresses may not be called
    InetAddress resolved(boolean allowPrivate) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("cannot be found", e);
        }
        if (!allowPrivate && !Stream.of(addresses).allMatch(PublicAddress::isPublic)) {
            throw new IllegalArgumentException("is not on the public internet");
        }
        return addresses[0];
    }
}
