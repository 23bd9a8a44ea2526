package io.s3dl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.Test;

public class RedactionTest {

  private final Redaction redaction = new Redaction(List.of(Secret.of("hunter2")));

  @Test
  public void aSecretIsNotItsText() {
    assertThat(Secret.of("hunter2")).hasToString("(secret)").isEqualTo(Secret.of("hunter2"));
    assertThat(Secret.of("hunter2")).isNotEqualTo(Secret.of("hunter3"));
    assertThat(Secret.of("hunter2").hashCode()).isEqualTo(Secret.of("hunter3").hashCode());
  }

  @Test
  public void knownSecretsAreTakenOut() {
    assertThat(redaction.clean("with hunter2, or hunter22"))
        .isEqualTo("with (secret), or (secret)2");
  }

  @Test
  public void whatLooksLikeASecretIsTakenOut() {
    cleans("GET /b/k?X-Amz-Signature=abc123&x=1", "GET /b/k?X-Amz-Signature=(secret)&x=1");
    cleans("X-Amz-Security-Token: FwoGZX==", "X-Amz-Security-Token: (secret)");
    cleans("?sv=2024&sig=a%2Bb%3D&se=1", "?sv=2024&sig=(secret)&se=1");
    cleans("AccountKey=aGVsbG8=;Endpoint=x", "AccountKey=(secret);Endpoint=x");
    cleans(
        "Authorization: AWS4-HMAC-SHA256 Credential=A/b, Signature=c", "Authorization: (secret)");
    cleans("<AWSAccessKeyId>x", "<AWSAccessKeyId>x");
  }

  @Test
  public void otherTextsStay() {
    cleans("The design of a signature; config=1", "The design of a signature; config=1");
    cleans("status 403, SignatureDoesNotMatch", "status 403, SignatureDoesNotMatch");
  }

  @Test
  public void aCleanFailureStaysItself() {
    IOException failure = new IOException("plain", new IOException("also plain"));
    assertThat(redaction.clean(failure)).isSameAs(failure);
  }

  @Test
  public void aFailureIsReplacedIfAnyOfItHasASecret() {
    IOException cause = new IOException("sent hunter2");
    IOException failure = new IOException("plain", cause);
    IOException suppressed = new IOException("suppressed hunter2");
    failure.addSuppressed(suppressed);
    Throwable clean = redaction.clean((Throwable) failure);
    StringWriter text = new StringWriter();
    clean.printStackTrace(new PrintWriter(text, true));
    assertThat(text.toString())
        .contains("java.io.IOException: plain", "sent (secret)", "suppressed (secret)")
        .contains("aFailureIsReplacedIfAnyOfItHasASecret")
        .doesNotContain("hunter2");
  }

  private void cleans(String text, String expected) {
    assertThat(redaction.clean(text)).isEqualTo(expected);
  }
}
