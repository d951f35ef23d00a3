package dev.aerie.controlplane.sso;

import java.util.Optional;

/**
 * A SAML provider, by one of its metadata's address and text.
 *
 * @param metadataUrl where the metadata lies; read again each hour
 * @param metadata the metadata itself
 * @param encryptedAssertions whether assertions must be encrypted
 * @param attributes which attributes say who somebody is; those that the metadata tells of without
 */
public record SamlBody(
    Optional<String> metadataUrl,
    Optional<String> metadata,
    Optional<Boolean> encryptedAssertions,
    Optional<SamlAttributesBody> attributes) {}
