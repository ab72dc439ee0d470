#!/bin/sh
# Makes the secrets of the Compose stack on the first start: one volume a service, which only that service and its
# database can read. What is there already is left as it is.
set -eu
umask 077

random() {
    head -c 32 /dev/urandom | base64 | tr -d '\n'
}

once() { # file
    [ -s "$1" ] || random >"$1"
}

for service in auth data forecast audit; do
    once "/secrets/$service/database"
    once "/secrets/$service/root-key"
    once "/secrets/$service/bootstrap"
    cat >"/secrets/$service/service.properties.new" <<EOF
config_ordinal=275
quarkus.datasource.password=$(cat "/secrets/$service/database")
almanac.bootstrap-secret=$(cat "/secrets/$service/bootstrap")
almanac.root-key-file=/secrets/root-key
EOF
done
once /secrets/gateway/bootstrap
cat >/secrets/gateway/service.properties <<EOF
config_ordinal=275
almanac.bootstrap-secret=$(cat /secrets/gateway/bootstrap)
EOF
chown -R 10001:10001 /secrets/gateway /state
chmod 700 /secrets/gateway
for service in auth data forecast audit; do
    echo "auth.internal.services.$service-service=$(cat "/secrets/$service/bootstrap")" \
        >>/secrets/auth/service.properties.new
done
echo "auth.internal.services.gateway=$(cat /secrets/gateway/bootstrap)" >>/secrets/auth/service.properties.new
cat >>/secrets/auth/service.properties.new <<EOF
auth.erasure.services.data-service=http://data:8082
auth.erasure.services.forecast-service=http://forecast:8083
auth.erasure.services.audit-service=http://audit:8084
EOF
for service in auth data forecast audit; do
    mv "/secrets/$service/service.properties.new" "/secrets/$service/service.properties"
    chown -R 10001:10001 "/secrets/$service"
    # The database's own user (group 999 in the image) reads its password and nothing else.
    chgrp 999 "/secrets/$service" "/secrets/$service/database"
    chmod 750 "/secrets/$service"
    chmod 640 "/secrets/$service/database"
done
chown 10001:10001 /objects /audit-log
