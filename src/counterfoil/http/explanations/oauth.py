"""What to do about each error of the token endpoint, which are OAuth's own. Follows platform reference, 6.2.

The texts name no part of the credentials, for the answer does not say which of them was wrong.
"""

REMEDIES = {
    "invalid_request": "Send grant_type once, in the query or the form, and the credentials in the header "
    "Authorization: Basic base64(user:access key:client password) with client_id, or "
    "base64(client id:client password).",
    "invalid_client": "Check the client id and its password; counterfoil client list shows the clients, counterfoil "
    "client roll gives one a new password. The header is Authorization: Basic. An assertion is RS256, for one of "
    "the setting assertion_audiences, and good once by its jti.",
    "invalid_grant": "Check the user's login and access key; counterfoil agent list shows the agents, counterfoil "
    "agent roll gives one a new access key.",
    "unauthorized_client": "Ask from an address of the client's and the agent's; --ip-range of counterfoil client "
    "change and counterfoil agent change says which, an empty one lets them ask from everywhere.",
    "unsupported_grant_type": "Send grant_type=client_credentials, or for a user "
    "grant_type=urn:demandware:params:oauth:grant-type:client-id:dwsid:dwsecuretoken.",
    "invalid_scope": "Leave out scope, or send scope=mail.",
    "temporarily_unavailable": "Wait as many seconds as the header Retry-After says; the setting "
    "token_failures_per_minute is the limit.",
}
