package io.s3dl.store.s3;

import io.s3dl.store.s3.S3Connections.PayloadSigning;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes the sources of keys that a chain asks.
 *
 * @param options what they are made with
 * @param http how the token service is spoken to
 * @param region the store's
 */
record S3CredentialProviders(S3CredentialOptions options, S3Http http, Region region) {

  /** One renewal at a time is enough. */
  private static final int STS_CONNECTIONS = 4;

  /**
   * One source, which may own others.
   *
   * @param keys what is asked
   * @param resources what is closed with it, from the last to the first
   */
  record Source(AwsCredentialsProvider keys, List<SdkAutoCloseable> resources) {

    Source(AwsCredentialsProvider keys, SdkAutoCloseable... resources) {
      this(keys, List.of(resources));
    }

    void close() {
      for (int i = resources.size() - 1; i >= 0; i--) {
        resources.get(i).close();
      }
    }
  }

  /**
   * Makes a source; asks nobody for anything yet.
   *
   * @param base makes the chain that a role is assumed with
   */
  Source of(S3CredentialLink link, Clock clock, BaseChain base) {
    return switch (link.kind()) {
      case CONFIGURATION -> new Source(configured());
      case ENVIRONMENT -> new Source(EnvironmentVariableCredentialsProvider.create());
      case SYSTEM -> new Source(SystemPropertyCredentialsProvider.create());
      case ANONYMOUS -> new Source(AnonymousCredentialsProvider.create());
      case PROFILE -> {
        ProfileCredentialsProvider.Builder builder = ProfileCredentialsProvider.builder();
        options.profile().ifPresent(builder::profileName);
        ProfileCredentialsProvider profile = builder.build();
        yield new Source(profile, profile);
      }
      case CONTAINER -> {
        ContainerCredentialsProvider container = ContainerCredentialsProvider.builder().build();
        yield new Source(container, container);
      }
      case INSTANCE -> {
        InstanceProfileCredentialsProvider instance =
            InstanceProfileCredentialsProvider.builder().build();
        yield new Source(instance, instance);
      }
      case WEB_IDENTITY -> webIdentity();
      case ASSUME_ROLE -> assumedRole(base);
      case OWN -> {
        OwnCredentials own = new OwnCredentials(link.own().orElseThrow(), clock);
        yield new Source(own, own);
      }
    };
  }

  /** Makes the chain that a role is assumed with. */
  @FunctionalInterface
  interface BaseChain {
    S3CredentialChain of(S3RoleOptions role);
  }

  private AwsCredentialsProvider configured() {
    AwsCredentials keys =
        options
            .keys()
            .map(OwnCredentials::toSdk)
            .orElseThrow(
                () ->
                    SdkClientException.create(
                        "fs.s3dl.s3.access.key and fs.s3dl.s3.secret.key are not set"));
    return StaticCredentialsProvider.create(keys);
  }

  private Source webIdentity() {
    StsClient sts = sts(AnonymousCredentialsProvider.create(), Optional.empty(), region);
    try {
      StsWebIdentityTokenFileCredentialsProvider identity =
          StsWebIdentityTokenFileCredentialsProvider.builder().stsClient(sts).build();
      return new Source(identity, sts, identity);
    } catch (RuntimeException e) {
      sts.close();
      throw e;
    }
  }

  private Source assumedRole(BaseChain base) {
    S3RoleOptions role =
        options
            .role()
            .orElseThrow(() -> SdkClientException.create("fs.s3dl.s3.role.arn is not set"));
    S3CredentialChain who = base.of(role);
    Region there = role.stsRegion().map(Region::of).orElse(region);
    StsClient sts = sts(who, role.stsEndpoint(), there);
    StsAssumeRoleCredentialsProvider assumed =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(
                request -> {
                  request
                      .roleArn(role.arn())
                      .roleSessionName(role.sessionName())
                      .durationSeconds(Math.toIntExact(role.duration().toSeconds()));
                  role.externalId().ifPresent(request::externalId);
                })
            .build();
    return new Source(assumed, who, sts, assumed);
  }

  private StsClient sts(AwsCredentialsProvider who, Optional<URI> address, Region where) {
    StsClientBuilder builder =
        StsClient.builder()
            .httpClientBuilder(http.builder(STS_CONNECTIONS))
            .credentialsProvider(who)
            .putAuthScheme(SigV4Scheme.of(PayloadSigning.ALWAYS))
            .region(where)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
    address.ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
