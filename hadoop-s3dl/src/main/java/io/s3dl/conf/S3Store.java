package io.s3dl.conf;

import io.s3dl.store.s3.S3Features;

/** Whose store it is that speaks the protocol of S3. */
public enum S3Store {
  /** Amazon's if the address is, else one of which nothing is known. */
  AUTO,
  AWS,
  RGW,
  MINIO,
  S3PROXY,
  OTHER;

  /** What it can do. */
  S3Features features(boolean amazonsAddress) {
    return switch (this) {
      case AUTO -> amazonsAddress ? S3Features.AWS : S3Features.OTHER;
      case AWS -> S3Features.AWS;
      case RGW -> S3Features.RGW;
      case MINIO -> S3Features.MINIO;
      case S3PROXY -> S3Features.S3PROXY;
      case OTHER -> S3Features.OTHER;
    };
  }
}
