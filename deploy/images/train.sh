#!/bin/sh
# Starts a service once while its image is built, so that the JVM remembers what it loaded and linked (an AOT cache,
# JEP 483 and 515): train.sh JAR CACHE. The gateway gets all the way; the others get as far as one can without a database,
# which is most of it. An image without a cache works too, and starts more slowly.
set -u
jar=$1 cache=$2
services=""
for name in auth data forecast audit; do
    services="$services -Dgateway.services.$name.url=http://127.0.0.1:1 -Dgateway.services.$name.management=http://127.0.0.1:1"
done
# shellcheck disable=SC2086
timeout 60 java -XX:AOTCacheOutput="$cache" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager $services \
    -Dalmanac.environment=development -Dalmanac.bootstrap-secret=training -Dalmanac.revocations.follow=false \
    -Dalmanac.tokens.issuer=http://localhost -Dalmanac.tokens.jwks-location=http://127.0.0.1:1 \
    -jar "$jar" >/tmp/training.log 2>&1 &
training=$!
for _ in $(seq 150); do
    kill -0 $training 2>/dev/null || break
    grep -q "started in" /tmp/training.log && break
    sleep 0.2
done
kill $training 2>/dev/null
wait $training
rm -f /tmp/training.log
[ -s "$cache" ] || echo "no AOT cache was made; the image starts without one"
