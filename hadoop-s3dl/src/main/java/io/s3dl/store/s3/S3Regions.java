package io.s3dl.store.s3;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** Finds out which region is meant where nobody has said. */
final class S3Regions {

  /** Amazon's hosts name their region behind "s3", behind a dash or a dot, alone or not. */
  private static final Pattern AMAZON =
      Pattern.compile(
          "(?:.*[.])?s3(?:-fips|-accesspoint|-accesspoint-fips|-control)?(?:[.]dualstack)?[.-]"
              + "([a-z]{2}(?:-[a-z]+)+-[0-9]+)(?:[.]vpce)?[.]amazonaws[.]com(?:[.]cn)?");

  private S3Regions() {}

  /**
   * A region.
   *
   * @param region which one
   * @param guessed whether nothing names it for this store, so that the bucket may be elsewhere
   */
  record Choice(Region region, boolean guessed) {}

  /** Whether an address is Amazon's for all regions, which is to say no more than none does. */
  static boolean isOfAnyRegion(URI address) {
    return "https".equalsIgnoreCase(address.getScheme())
        && "s3.amazonaws.com".equalsIgnoreCase(address.getHost());
  }

  /**
   * The region that is configured; else the one in the ARN or the address; else, with Amazon's
   * addresses, the environment's or the profile's. The metadata service of a machine is not asked:
   * where there is none, the answer takes seconds to stay away.
   *
   * @param profile the name of the profile; empty for the environment's
   */
  static Choice of(S3Endpoint endpoint, Optional<String> profile) {
    Optional<String> named =
        endpoint
            .region()
            .or(() -> endpoint.accessPoint().flatMap(S3Regions::ofArn))
            .or(() -> endpoint.uri().flatMap(S3Regions::ofAddress));
    if (named.isPresent()) {
      return new Choice(Region.of(named.get()), false);
    }
    if (endpoint.uri().isPresent() && !isOfAnyRegion(endpoint.uri().get())) {
      // Stores of other makers mostly take any, and this one.
      return new Choice(Region.US_EAST_1, false);
    }
    try {
      AwsProfileRegionProvider ofProfile =
          profile
              .map(name -> new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, name))
              .orElseGet(AwsProfileRegionProvider::new);
      // Said of all stores, and so not of this one.
      return new Choice(
          new AwsRegionProviderChain(new SystemSettingsRegionProvider(), ofProfile).getRegion(),
          true);
    } catch (SdkClientException nobodyKnows) {
      return new Choice(Region.US_EAST_1, true);
    }
  }

  private static Optional<String> ofAddress(URI address) {
    String host = address.getHost();
    if (host == null) {
      return Optional.empty();
    }
    Matcher amazon = AMAZON.matcher(host.toLowerCase(Locale.ROOT));
    return amazon.matches() ? Optional.of(amazon.group(1)) : Optional.empty();
  }

  /** Empty for those that are in no region. */
  private static Optional<String> ofArn(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length > 3 && !parts[3].isEmpty() ? Optional.of(parts[3]) : Optional.empty();
  }
}
