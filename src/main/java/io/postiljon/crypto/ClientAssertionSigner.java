package io.postiljon.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Says to a token service who we are: {@code private_key_jwt} (RFC 7523), RS256 as e-Box demands, short-lived, each with
 * its own {@code jti}. The key is an RSA key of 2048 to 8192 bits in a file that only its owner can read: e-Box hands out the
 * certificates, so its size is not ours to raise. Safe for all threads.
 */
public final class ClientAssertionSigner {
    private static final int JTI_BYTES = 16;
    private static final int MINIMUM_BITS = 2048;
    private static final int MAXIMUM_BITS = 8192;

    private final RSASSASigner signer;

    private ClientAssertionSigner(PrivateKey key) {
        if (!(key instanceof RSAPrivateKey rsa) || rsa.getModulus().bitLength() < MINIMUM_BITS
                || rsa.getModulus().bitLength() > MAXIMUM_BITS) {
            throw new KeyUnavailable("the key of client assertions must be RSA with " + MINIMUM_BITS + " to " + MAXIMUM_BITS + " bits");
        }
        signer = new RSASSASigner(key);
    }

    /** From a PKCS#12 file with exactly one private key. @throws KeyUnavailable when it cannot be used */
    public static ClientAssertionSigner openPkcs12(Path file, Path passwordFile) {
        char[] password = OwnerOnlyFile.readPassword(passwordFile);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(OwnerOnlyFile.read(file)), password);
            List<String> aliases = Collections.list(store.aliases()).stream().filter(alias -> isPrivateKey(store, alias)).toList();
            if (aliases.size() != 1) {
                throw new KeyUnavailable("the file must hold exactly one private key");
            }
            return new ClientAssertionSigner((PrivateKey) store.getKey(aliases.getFirst(), password));
        } catch (GeneralSecurityException | IOException e) {
            throw new KeyUnavailable("the key of client assertions cannot be read", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** From a PEM file with a private key that is not encrypted, PKCS#8 or PKCS#1. @throws KeyUnavailable when it cannot be used */
    public static ClientAssertionSigner openPem(Path file) {
        byte[] pem = OwnerOnlyFile.read(file);
        try (PEMParser parser = new PEMParser(new StringReader(new String(pem, US_ASCII)))) {
            return new ClientAssertionSigner(switch (parser.readObject()) {
                case PrivateKeyInfo key -> new JcaPEMKeyConverter().getPrivateKey(key);
                case PEMKeyPair pair -> new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                case null, default -> throw new KeyUnavailable("the file must start with a private key that is not encrypted");
            });
        } catch (IOException e) {
            throw new KeyUnavailable("the key of client assertions cannot be read", e);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    /**
     * @param audience address of the token service, or what it wants to be called
     * @param life     how long the assertion is good; the service may refuse a long one
     */
    public String sign(String clientId, String audience, Instant now, Duration life) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .jwtID(Randoms.token(JTI_BYTES))
                .build();
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new KeyUnavailable("the key of client assertions does not sign", e);
        }
        return jwt.serialize();
    }

    private static boolean isPrivateKey(KeyStore store, String alias) {
        try {
            return store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("the key of client assertions cannot be read", e);
        }
    }
}
