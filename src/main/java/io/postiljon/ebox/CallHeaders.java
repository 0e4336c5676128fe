package io.postiljon.ebox;

import io.postiljon.crypto.Randoms;
import io.postiljon.sending.KboNumber;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What every call to the e-Box carries that shows a token, and nothing of whoever caused it.
 *
 * @param onBehalfOf name of the header by which we say whom we represent
 */
record CallHeaders(String onBehalfOf, Clock clock) {
    void put(Map<String, Object> headers, TokenAnswer.Granted token, Optional<KboNumber> represented) {
        headers.clear();
        headers.put("Authorization", "Bearer " + token.token());
        headers.put("Accept", "application/json, application/problem+json");
        headers.put("BelGov-Trace-Id", Randoms.uuidV7(clock.instant()).toString());
        represented.ifPresent(kbo -> headers.put(onBehalfOf, kbo.digits()));
    }
}
