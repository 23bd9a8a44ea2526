package io.s3dl.store.s3;

import io.s3dl.store.s3.S3Connections.PayloadSigning;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Has a client's requests signed by {@link SigV4Signer}, in the place of the SDK's own signer.
 *
 * @param signer that one
 */
record SigV4Scheme(HttpSigner<AwsCredentialsIdentity> signer)
    implements AuthScheme<AwsCredentialsIdentity> {

  /** A scheme for bodies that are signed so. */
  static SigV4Scheme of(PayloadSigning signing) {
    return new SigV4Scheme(new SigV4Signer(signing));
  }

  @Override
  public String schemeId() {
    return AwsV4AuthScheme.SCHEME_ID;
  }

  @Override
  public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
    return providers.identityProvider(AwsCredentialsIdentity.class);
  }
}
