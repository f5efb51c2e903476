"""Who is who: names a briefing may use for the same actor. Not complete; what is missing is found by its recurrence.

One actor a line: the name, what kind it is, and the further names it goes by.
"""

from functools import cache

_COUNTRIES = """
Afghanistan: Afghan, Afghans, Kabul, Taliban
Albania: Albanian, Tirana
Algeria: Algerian, Algiers
Argentina: Argentine, Argentinian, Buenos Aires
Armenia: Armenian, Armenians, Yerevan
Australia: Australian, Australians, Canberra
Austria: Austrian, Vienna
Azerbaijan: Azerbaijani, Azeri, Baku
Bahrain: Bahraini, Manama
Bangladesh: Bangladeshi, Dhaka
Belarus: Belarusian, Minsk
Belgium: Belgian
Bolivia: Bolivian, La Paz
Bosnia and Herzegovina: Bosnia, Bosnian, Sarajevo
Brazil: Brazilian, Brazilians, Brasilia, Brasília
Bulgaria: Bulgarian, Sofia
Cambodia: Cambodian, Phnom Penh
Cameroon: Cameroonian, Yaounde
Canada: Canadian, Canadians, Ottawa
Chad: Chadian, N'Djamena
Chile: Chilean, Santiago
China: Chinese, Beijing
Colombia: Colombian, Bogota, Bogotá
Costa Rica: Costa Rican
Croatia: Croatian, Zagreb
Cuba: Cuban, Havana
Cyprus: Cypriot, Nicosia
Czech Republic: Czech, Czechia, Prague
Democratic Republic of the Congo: Congo, Congolese, Kinshasa, DRC
Denmark: Danish, Danes, Copenhagen
Ecuador: Ecuadorian, Quito
Egypt: Egyptian, Egyptians, Cairo
El Salvador: Salvadoran
Eritrea: Eritrean, Asmara
Estonia: Estonian, Tallinn
Ethiopia: Ethiopian, Addis Ababa
Finland: Finnish, Finns, Helsinki
France: French, Paris, Elysee, Élysée
Georgia: Georgian, Tbilisi
Germany: German, Germans, Berlin, Bundestag
Ghana: Ghanaian, Accra
Greece: Greek, Greeks, Athens
Greenland: Greenlandic, Nuuk
Guatemala: Guatemalan
Haiti: Haitian, Port-au-Prince
Honduras: Honduran
Hungary: Hungarian, Hungarians, Budapest
Iceland: Icelandic, Reykjavik
India: Indian, Indians, New Delhi, Delhi
Indonesia: Indonesian, Jakarta
Iran: Iranian, Iranians, Tehran, Islamic Republic
Iraq: Iraqi, Iraqis, Baghdad
Ireland: Irish, Dublin
Israel: Israeli, Israelis, Jerusalem, Tel Aviv
Italy: Italian, Italians, Rome
Ivory Coast: Ivorian, Abidjan
Japan: Japanese, Tokyo
Jordan: Jordanian, Amman
Kazakhstan: Kazakh, Astana
Kenya: Kenyan, Kenyans, Nairobi
Kosovo: Kosovar, Pristina
Kuwait: Kuwaiti
Kyrgyzstan: Kyrgyz, Bishkek
Laos: Lao, Vientiane
Latvia: Latvian, Riga
Lebanon: Lebanese, Beirut
Libya: Libyan, Tripoli, Benghazi
Lithuania: Lithuanian, Vilnius
Malaysia: Malaysian, Kuala Lumpur
Mali: Malian, Bamako
Mexico: Mexican, Mexicans, Mexico City
Moldova: Moldovan, Chisinau
Mongolia: Mongolian, Ulaanbaatar
Montenegro: Montenegrin, Podgorica
Morocco: Moroccan, Rabat
Mozambique: Mozambican, Maputo
Myanmar: Burmese, Naypyidaw, Burma
Nepal: Nepali, Nepalese, Kathmandu
Netherlands: Dutch, The Hague
New Zealand: New Zealander, Wellington
Nicaragua: Nicaraguan, Managua
Niger: Nigerien, Niamey
Nigeria: Nigerian, Nigerians, Abuja
North Korea: North Korean, Pyongyang
North Macedonia: Macedonian, Skopje
Norway: Norwegian, Norwegians, Oslo
Oman: Omani, Muscat
Pakistan: Pakistani, Pakistanis, Islamabad
Palestinian Authority: Palestinian, Palestinians, Palestine, Ramallah
Panama: Panamanian
Paraguay: Paraguayan
Peru: Peruvian, Lima
Philippines: Philippine, Filipino, Manila
Poland: Polish, Poles, Warsaw
Portugal: Portuguese, Lisbon
Qatar: Qatari, Doha
Romania: Romanian, Bucharest
Russia: Russian, Russians, Moscow, Kremlin
Rwanda: Rwandan, Kigali
Saudi Arabia: Saudi, Saudis, Riyadh
Senegal: Senegalese, Dakar
Serbia: Serbian, Serbs, Belgrade
Singapore: Singaporean
Slovakia: Slovak, Bratislava
Slovenia: Slovenian, Ljubljana
Somalia: Somali, Mogadishu
South Africa: South African, South Africans, Pretoria
South Korea: South Korean, South Koreans, Seoul
South Sudan: South Sudanese, Juba
Spain: Spanish, Spaniards, Madrid
Sri Lanka: Sri Lankan, Colombo
Sudan: Sudanese, Khartoum
Sweden: Swedish, Swedes, Stockholm
Switzerland: Swiss
Syria: Syrian, Syrians, Damascus
Taiwan: Taiwanese, Taipei
Tajikistan: Tajik, Dushanbe
Tanzania: Tanzanian, Dodoma
Thailand: Thai, Bangkok
Tunisia: Tunisian, Tunis
Turkey: Turkish, Turks, Ankara, Türkiye
Turkmenistan: Turkmen, Ashgabat
Uganda: Ugandan, Kampala
Ukraine: Ukrainian, Ukrainians, Kyiv, Kiev
United Arab Emirates: UAE, Emirati, Emiratis, Abu Dhabi, Emirates
United Kingdom: UK, U.K., Britain, British, Britons, London, Downing Street, Westminster, Whitehall
United States: US, U.S., USA, America, American, Americans, Washington, White House, Pentagon
Uruguay: Uruguayan, Montevideo
Uzbekistan: Uzbek, Tashkent
Venezuela: Venezuelan, Caracas
Vietnam: Vietnamese, Hanoi
Yemen: Yemeni, Sanaa
Zambia: Zambian, Lusaka
Zimbabwe: Zimbabwean, Harare
"""

_ORGANIZATIONS = """
African Union: AU
ASEAN: Association of Southeast Asian Nations
Bank of England: BoE
Bank of Japan: BoJ
BRICS: Brics
ECOWAS: Economic Community of West African States
European Central Bank: ECB, Frankfurt
European Commission: Commission, Berlaymont
European Union: EU, Brussels
Federal Reserve: Fed, FOMC
Hamas: Hamas's
Hezbollah: Hizbollah, Hizbullah
Houthis: Houthi, Ansar Allah
IAEA: International Atomic Energy Agency
International Court of Justice: ICJ
International Criminal Court: ICC
International Monetary Fund: IMF
NATO: Nato, North Atlantic Treaty Organization
OPEC: Opec, OPEC+
Organisation for Economic Co-operation and Development: OECD
OSCE: Organization for Security and Co-operation in Europe
Revolutionary Guards: IRGC
United Nations: UN, U.N., Security Council
World Bank: IBRD
World Health Organization: WHO
World Trade Organization: WTO
"""

_PEOPLE = """
Abdel Fattah el-Sisi: Sisi
Alexander Lukashenko: Lukashenko
Ali Khamenei: Khamenei
Andrzej Duda: Duda
Benjamin Netanyahu: Netanyahu
Christine Lagarde: Lagarde
Claudia Sheinbaum: Sheinbaum
Donald Trump: Trump
Emmanuel Macron: Macron
Friedrich Merz: Merz
Giorgia Meloni: Meloni
Javier Milei: Milei
JD Vance: Vance
Keir Starmer: Starmer
Kim Jong Un: Kim Jong-un
Luiz Inacio Lula da Silva: Lula
Marco Rubio: Rubio
Mark Carney: Carney
Masoud Pezeshkian: Pezeshkian
Mohammed bin Salman: MBS
Narendra Modi: Modi
Nicolas Maduro: Maduro
Recep Tayyip Erdogan: Erdogan, Erdoğan
Sergei Lavrov: Lavrov
Steve Witkoff: Witkoff
Ursula von der Leyen: von der Leyen
Viktor Orban: Orban, Orbán
Vladimir Putin: Putin
Volodymyr Zelensky: Zelensky, Zelenskyy
Xi Jinping: Xi
"""


@cache
def known_actors() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Name -> its kind and its further names, in the order of the lists."""
    kinds = (("country", _COUNTRIES), ("organization", _ORGANIZATIONS), ("person", _PEOPLE))
    return {
        name: (kind, tuple(others.split(", ")))
        for kind, lines in kinds
        for name, others in (line.split(": ", 1) for line in lines.strip().splitlines())
    }
