package io.s3dl.store.s3;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the store is and how a bucket is addressed there.
 *
 * @param uri the store's address, {@link S3Surroundings#endpoint} included; empty for Amazon's of
 *     the region
 * @param region the region; empty to take it from the address, the environment or the profile
 * @param pathStyle whether the bucket is in the path, not in the host's name
 * @param dualStack whether addresses of both IPv4 and IPv6 are asked for
 * @param fips whether addresses with validated cryptography are asked for
 * @param crossRegion whether a bucket in another region is followed there
 * @param accessPoint the ARN of an access point that stands for the bucket
 */
public record S3Endpoint(
    Optional<URI> uri,
    Optional<String> region,
    boolean pathStyle,
    boolean dualStack,
    boolean fips,
    boolean crossRegion,
    Optional<String> accessPoint) {

  public S3Endpoint {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(accessPoint, "accessPoint");
    if (uri.isPresent() && (dualStack || fips)) {
      throw new IllegalArgumentException(
          "Dual-stack and FIPS addresses are Amazon's; they do not go with an address of your own");
    }
    if (accessPoint.isPresent() && accessPoint.get().endsWith(".mrap")) {
      throw new IllegalArgumentException(
          accessPoint.get()
              + " is an access point of several regions, which wants another kind of signature"
              + " (SigV4a); name an access point of one region");
    }
  }

  /** A store at an address, with buckets in the path. */
  public static S3Endpoint at(URI uri, String region) {
    return new S3Endpoint(
        Optional.of(uri), Optional.of(region), true, false, false, false, Optional.empty());
  }
}
