package io.s3dl.store.s3;

import java.net.URI;

/**
 * A server to test against.
 *
 * @param endpoint where it is
 * @param features what it can do
 */
public record S3Server(URI endpoint, S3Features features) {

  public static final String ACCESS_KEY = "s3dl-access";
  public static final String SECRET_KEY = "s3dl-secret-of-loopback";
}
