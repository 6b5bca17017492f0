"""The people whom the heads of pages name: lists, sentences, mixtures of both, and heads that name nobody.

Every head is invented. ``H`` marks who hosts; ``None`` what the head does not say.
"""

# ruff: noqa: E501 - one head a line reads better than a wrapped one

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import read
from pipeline.read.enumeration import people_of_prose
from pipeline.read.people import fold

WORDS = "serveurs écrans câbles marchés salles agents clauses pannes stocks prises".split()
BODY = "\n".join(f"00:00:{i:02d} nous parlons ici de {WORDS[i % 10]} et de tout le reste" for i in range(1, 30))

HEADS: list[tuple[str, list[tuple[str, str | None, str | None, str]]]] = [
    # who presents and who is with them, in sentences
    ("Une émission présentée par Paul Le Guen, avec Sarah Benali (conseillère municipale, Ville de Kerlann), Jean-Marc Duvivier (directeur des ressources humaines, Département de la Vouzance) et Kinga Nowak (bibliothécaire, médiathèque de Kerlann).",
     [("Paul Le Guen", None, None, "host"), ("Sarah Benali", "Conseillère municipale", "Ville de Kerlann", "speaker"),
      ("Jean-Marc Duvivier", "Directeur des ressources humaines", "Département de la Vouzance", "speaker"),
      ("Kinga Nowak", "Bibliothécaire", "médiathèque de Kerlann", "speaker")]),
    ("Retrouvez Sarah Benali (conseillère municipale, Ville de Kerlann), Jean-Marc Duvivier (DRH, Département de la Vouzance), et Kinga Nowak (bibliothécaire) dans PLATEAU VERT, une émission présentée par Paul Le Guen.",
     [("Paul Le Guen", None, None, "host"), ("Sarah Benali", "Conseillère municipale", "Ville de Kerlann", "speaker"),
      ("Jean-Marc Duvivier", "DRH", "Département de la Vouzance", "speaker"), ("Kinga Nowak", "Bibliothécaire", None, "speaker")]),
    ("Table ronde animée par Paul Le Guen avec Sarah Benali, conseillère municipale de Kerlann, Jean-Marc Duvivier, directeur des ressources humaines du Département de la Vouzance, et Kinga Nowak, bibliothécaire.",
     [("Paul Le Guen", None, None, "host"), ("Sarah Benali", "Conseillère municipale de Kerlann", None, "speaker"),
      ("Jean-Marc Duvivier", "Directeur des ressources humaines", "Département de la Vouzance", "speaker"), ("Kinga Nowak", "Bibliothécaire", None, "speaker")]),
    ("Paul Le Guen reçoit Sarah Benali et Kinga Nowak.",
     [("Paul Le Guen", None, None, "host"), ("Sarah Benali", None, None, "speaker"), ("Kinga Nowak", None, None, "speaker")]),
    ("Animé par Paul Le Guen, chef de projet à la DINUM, ce webinaire donne la parole à Sarah Benali, de la Ville de Kerlann, et à Kinga Nowak, de l'Arcep.",
     [("Paul Le Guen", "Chef de projet", "DINUM", "host"), ("Sarah Benali", None, "Ville de Kerlann", "speaker"), ("Kinga Nowak", None, "Arcep", "speaker")]),
    ("Un webinaire modéré par Oriane Tchernik, journaliste, en présence de Gaspard Lemoine, maire d'Aubrelle, ainsi que de Dieudonné Mbeki, directeur général des services.",
     [("Oriane Tchernik", "Journaliste", None, "host"), ("Gaspard Lemoine", "Maire d'Aubrelle", None, "speaker"), ("Dieudonné Mbeki", "Directeur général des services", None, "speaker")]),
    ("Une matinée coanimée par Oriane Tchernik et Bastien Le Floc'h, aux côtés de Salomé d'Hautefort, directrice de la Fondation Racines.",
     [("Oriane Tchernik", None, None, "host"), ("Bastien Le Floc'h", None, None, "host"), ("Salomé d'Hautefort", "Directrice", "Fondation Racines", "speaker")]),
    ("Un entretien de Oriane Tchernik avec Dragan Petrović, ingénieur chez Volteo.",
     [("Oriane Tchernik", None, None, "host"), ("Dragan Petrović", "Ingénieur", "Volteo", "speaker")]),
    ("Oriane Tchernik interroge Dragan Petrović, cofondateur de Volteo, sur la réparation des téléphones.",
     [("Oriane Tchernik", None, None, "host"), ("Dragan Petrović", "Cofondateur", "Volteo", "speaker")]),
    ("Ce mois-ci, Oriane Tchernik a reçu Dragan Petrović, ingénieur, Aminata Sow, élue, et Luuk van den Berg, chercheur.",
     [("Oriane Tchernik", None, None, "host"), ("Dragan Petrović", "Ingénieur", None, "speaker"), ("Aminata Sow", "Élue", None, "speaker"), ("Luuk van den Berg", "Chercheur", None, "speaker")]),
    ("Sarah Benali (Ville de Kerlann), Luuk van den Berg (Arcep) et Aminata Sow interviendront tour à tour.",
     [("Sarah Benali", None, "Ville de Kerlann", "speaker"), ("Luuk van den Berg", None, "Arcep", "speaker"), ("Aminata Sow", None, None, "speaker")]),
    ("Avec la participation de Mme Sarah Benali, M. Paul Le Guen et Dr Ilse Vandamme.",
     [("Sarah Benali", None, None, "speaker"), ("Paul Le Guen", None, None, "speaker"), ("Ilse Vandamme", None, None, "speaker")]),
    ("Avec les témoignages de Sarah BENALI, responsable achats à la Région Ouestine, puis de Jean-Marc DUVIVIER, technicien au lycée Paul-Bert.",
     [("Sarah Benali", "Responsable achats", "Région Ouestine", "speaker"), ("Jean-Marc Duvivier", "Technicien", "lycée Paul-Bert", "speaker")]),
    ("Une conférence de la sociologue Aminata Sow, en dialogue avec le philosophe Gaspard Lemoine.",
     [("Aminata Sow", "Sociologue", None, "speaker"), ("Gaspard Lemoine", "Philosophe", None, "speaker")]),
    ("Échange entre Aminata Sow, sociologue au CNRS, et Gaspard Lemoine, maire d'Aubrelle. Propos recueillis par Oriane Tchernik.",
     [("Aminata Sow", "Sociologue", "CNRS", "speaker"), ("Gaspard Lemoine", "Maire d'Aubrelle", None, "speaker"), ("Oriane Tchernik", None, None, "host")]),
    # labels
    ("Avec : Sarah Benali (Ville de Kerlann), Kinga Nowak (Arcep). Animation : Paul Le Guen.",
     [("Sarah Benali", None, "Ville de Kerlann", "speaker"), ("Kinga Nowak", None, "Arcep", "speaker"), ("Paul Le Guen", None, None, "host")]),
    ("Intervenants :\nSarah Benali, Ville de Kerlann\nKinga Nowak, Arcep\n",
     [("Sarah Benali", None, "Ville de Kerlann", "speaker"), ("Kinga Nowak", None, "Arcep", "speaker")]),
    ("- Sarah Benali – Directrice du numérique, Ville de Kerlann\n- Kinga Nowak – Bibliothécaire\nModération : Paul Le Guen",
     [("Sarah Benali", "Directrice du numérique", "Ville de Kerlann", "speaker"), ("Kinga Nowak", "Bibliothécaire", None, "speaker"), ("Paul Le Guen", None, None, "host")]),
    ("Intervenantes et intervenants : Aminata Sow, sociologue ; Gaspard Lemoine, maire d'Aubrelle ; Kinga Nowak, Arcep.",
     [("Aminata Sow", "Sociologue", None, "speaker"), ("Gaspard Lemoine", "Maire d'Aubrelle", None, "speaker"), ("Kinga Nowak", None, "Arcep", "speaker")]),
    ("Intervenants : Aminata Sow (sociologue), Gaspard Lemoine (maire) et Kinga Nowak\nAnimateur : Paul Le Guen, journaliste",
     [("Aminata Sow", "Sociologue", None, "speaker"), ("Gaspard Lemoine", "Maire", None, "speaker"), ("Kinga Nowak", None, None, "speaker"), ("Paul Le Guen", "Journaliste", None, "host")]),
    ("Animation : Oriane Tchernik (journaliste)\nAvec :\n• Aminata Sow – sociologue, CNRS\n• Gaspard Lemoine — maire d'Aubrelle",
     [("Oriane Tchernik", "Journaliste", None, "host"), ("Aminata Sow", "Sociologue", "CNRS", "speaker"), ("Gaspard Lemoine", "Maire d'Aubrelle", None, "speaker")]),
    ("Invitée : Aminata Sow, sociologue au CNRS",
     [("Aminata Sow", "Sociologue", "CNRS", "speaker")]),
    ("Nos invités : Aminata Sow et Gaspard Lemoine. Présentation : Oriane Tchernik.",
     [("Aminata Sow", None, None, "speaker"), ("Gaspard Lemoine", None, None, "speaker"), ("Oriane Tchernik", None, None, "host")]),
    ("Modératrice : Mme Oriane TCHERNIK, rédactrice en chef, Le Fil public\nIntervenants :\nM. Gaspard LEMOINE, maire, Commune d'Aubrelle\nMme Aminata SOW, directrice, CCAS d'Aubrelle",
     [("Oriane Tchernik", "Rédactrice en chef", "Le Fil public", "host"), ("Gaspard Lemoine", "Maire", "Commune d'Aubrelle", "speaker"), ("Aminata Sow", "Directrice", "CCAS d'Aubrelle", "speaker")]),
    ("Programme :\n1. Acheter moins\nPar Aminata Sow, acheteuse, Ville de Kerlann\n2. Réparer plus\nPar Gaspard Lemoine et Kinga Nowak",
     [("Aminata Sow", "Acheteuse", "Ville de Kerlann", "speaker"), ("Gaspard Lemoine", None, None, "speaker"), ("Kinga Nowak", None, None, "speaker")]),
    ("Au programme : les clauses des marchés (Aminata Sow, acheteuse), la seconde vie des écrans (Gaspard Lemoine, technicien à la Ville de Kerlann) et vos questions.",
     [("Aminata Sow", "Acheteuse", None, "speaker"), ("Gaspard Lemoine", "Technicien", "Ville de Kerlann", "speaker")]),
    # lines that wrap
    ("Un webinaire présenté par Paul Le Guen, avec Sarah\nBenali (conseillère municipale, Ville de\nKerlann) et Kinga Nowak (bibliothécaire).",
     [("Paul Le Guen", None, None, "host"), ("Sarah Benali", "Conseillère municipale", "Ville de Kerlann", "speaker"), ("Kinga Nowak", "Bibliothécaire", None, "speaker")]),
    ("Table ronde animée par Oriane Tchernik, journaliste,\navec Aminata Sow, directrice du numérique de la\nVille de Kerlann, et Gaspard Lemoine,\nmaire d'Aubrelle.",
     [("Oriane Tchernik", "Journaliste", None, "host"), ("Aminata Sow", "Directrice du numérique", "Ville de Kerlann", "speaker"), ("Gaspard Lemoine", "Maire d'Aubrelle", None, "speaker")]),
    ("Intervenants :\n- Aminata Sow, directrice du numérique,\n  Ville de Kerlann\n- Gaspard Lemoine, maire,\n  Commune d'Aubrelle",
     [("Aminata Sow", "Directrice du numérique", "Ville de Kerlann", "speaker"), ("Gaspard Lemoine", "Maire", "Commune d'Aubrelle", "speaker")]),
    # names of every build
    ("Avec Fatima-Zohra Aït-Kaci, Yves Le Bihan-Morel, Anne de La Rochère et Hugo D'Angelo.",
     [("Fatima-Zohra Aït-Kaci", None, None, "speaker"), ("Yves Le Bihan-Morel", None, None, "speaker"), ("Anne de La Rochère", None, None, "speaker"), ("Hugo D'Angelo", None, None, "speaker")]),
    ("Avec Samir Ben Salah (Arcep), Thị-Mai Nguyễn (Inovia) et Xabi Etxeberria (SDEC).",
     [("Samir Ben Salah", None, "Arcep", "speaker"), ("Thị-Mai Nguyễn", None, "Inovia", "speaker"), ("Xabi Etxeberria", None, "SDEC", "speaker")]),
    ("En présence de Madame la maire Sarah Benali et de Monsieur le préfet Paul Le Guen.",
     [("Sarah Benali", "Maire", None, "speaker"), ("Paul Le Guen", "Préfet", None, "speaker")]),
    ("Invités du jour : Pr Ilse Vandamme, cheffe de service au CHU de Kerlann, et Me Octave Rimbert, avocat.",
     [("Ilse Vandamme", "Cheffe de service", "CHU de Kerlann", "speaker"), ("Octave Rimbert", "Avocat", None, "speaker")]),
    # more than one place of the page
    ("Aminata Sow explique comment la ville répare. Un webinaire animé par Oriane Tchernik.\n\nIntervenante : Aminata Sow, directrice, Ville de Kerlann",
     [("Aminata Sow", "Directrice", "Ville de Kerlann", "speaker"), ("Oriane Tchernik", None, None, "host")]),
    ("🎤 Oriane Tchernik, animatrice de la table ronde, Le Fil public\n🗣️ Aminata Sow, acheteuse, Ville de Kerlann",
     [("Oriane Tchernik", "Animatrice de la table ronde", "Le Fil public", "host"), ("Aminata Sow", "Acheteuse", "Ville de Kerlann", "speaker")]),
    ("Rencontre avec Kinga Nowak, autrice de « Les Écrans de Papa », animée par Paul Le Guen.",
     [("Kinga Nowak", "Autrice de « Les Écrans de Papa »", None, "speaker"), ("Paul Le Guen", None, None, "host")]),
    # commas, dashes, bullets and capitals in one head
    ("Animé par Hermine Cazaubon (Régie des Quais), avec Idrissa Konaté – directeur technique, Ville de Brévannes-sur-Orle –, et Lise-Anne Pfister.",
     [("Hermine Cazaubon", None, "Régie des Quais", "host"), ("Idrissa Konaté", "Directeur technique", "Ville de Brévannes-sur-Orle", "speaker"), ("Lise-Anne Pfister", None, None, "speaker")]),
    ("Hermine Cazaubon reçoit ce matin Idrissa Konaté, directeur technique de la Ville de Brévannes, et Piotr Zając, réparateur.",
     [("Hermine Cazaubon", None, None, "host"), ("Idrissa Konaté", "Directeur technique", "Ville de Brévannes", "speaker"), ("Piotr Zając", "Réparateur", None, "speaker")]),
    ("Comment prolonger la vie des tablettes ? Réponses avec Idrissa Konaté, de la régie des écoles, et Lise-Anne Pfister, du syndicat mixte Orle Numérique.",
     [("Idrissa Konaté", None, "régie des écoles", "speaker"), ("Lise-Anne Pfister", None, "syndicat mixte Orle Numérique", "speaker")]),
    ("Présentation : Hermine Cazaubon\nInvités : Idrissa Konaté, Lise-Anne Pfister, Piotr Zając",
     [("Hermine Cazaubon", None, None, "host"), ("Idrissa Konaté", None, None, "speaker"), ("Lise-Anne Pfister", None, None, "speaker"), ("Piotr Zając", None, None, "speaker")]),
    ("Intervenants : Idrissa KONATÉ, directeur technique, Ville de Brévannes ; Lise-Anne PFISTER, acheteuse, SIVU de l'Orle ; modération : Hermine CAZAUBON.",
     [("Hermine Cazaubon", None, None, "host"), ("Idrissa Konaté", "Directeur technique", "Ville de Brévannes", "speaker"), ("Lise-Anne Pfister", "Acheteuse", "SIVU de l'Orle", "speaker")]),
    ("Les intervenants :\n1) Idrissa Konaté, directeur technique, Ville de Brévannes\n2) Lise-Anne Pfister, acheteuse, SIVU de l'Orle",
     [("Idrissa Konaté", "Directeur technique", "Ville de Brévannes", "speaker"), ("Lise-Anne Pfister", "Acheteuse", "SIVU de l'Orle", "speaker")]),
    ("Un podcast de Hermine Cazaubon, avec la participation exceptionnelle d'Idrissa Konaté.",
     [("Hermine Cazaubon", None, None, "host"), ("Idrissa Konaté", None, None, "speaker")]),
    ("Au micro d'Hermine Cazaubon, l'économiste Idrissa Konaté revient sur dix ans de marchés publics.",
     [("Hermine Cazaubon", None, None, "host"), ("Idrissa Konaté", "Économiste", None, "speaker")]),
    ("Idrissa Konaté et Lise-Anne Pfister répondront à vos questions en direct. Animation par Hermine Cazaubon.",
     [("Idrissa Konaté", None, None, "speaker"), ("Lise-Anne Pfister", None, None, "speaker"), ("Hermine Cazaubon", None, None, "host")]),
    ("Idrissa Konaté, directeur technique à la Ville de Brévannes, et Lise-Anne Pfister, acheteuse, prendront la parole.",
     [("Idrissa Konaté", "Directeur technique", "Ville de Brévannes", "speaker"), ("Lise-Anne Pfister", "Acheteuse", None, "speaker")]),
    ("Ouverture par Mme Lise-Anne Pfister, vice-présidente de la Région Ouestine. Clôture par M. Idrissa Konaté, préfet.",
     [("Lise-Anne Pfister", "Vice-présidente", "Région Ouestine", "speaker"), ("Idrissa Konaté", "Préfet", None, "speaker")]),
    ("Grand témoin : Lise-Anne Pfister, philosophe",
     [("Lise-Anne Pfister", "Philosophe", None, "speaker")]),
    ("Regards croisés de Lise-Anne Pfister (philosophe) et d'Idrissa Konaté (ingénieur, Arcep).",
     [("Lise-Anne Pfister", "Philosophe", None, "speaker"), ("Idrissa Konaté", "Ingénieur", "Arcep", "speaker")]),
    ("Une émission présentée par Hermine Cazaubon et Piotr Zając.\nAvec Idrissa Konaté, directeur technique, Ville de Brévannes",
     [("Hermine Cazaubon", None, None, "host"), ("Piotr Zając", None, None, "host"), ("Idrissa Konaté", "Directeur technique", "Ville de Brévannes", "speaker")]),
    ("Dans ce webinaire modéré par Hermine Cazaubon, deux agents racontent : Idrissa Konaté (Ville de Brévannes) et Lise-Anne Pfister (SIVU de l'Orle).",
     [("Hermine Cazaubon", None, None, "host"), ("Idrissa Konaté", None, "Ville de Brévannes", "speaker"), ("Lise-Anne Pfister", None, "SIVU de l'Orle", "speaker")]),
    ("Avec :\n👩 Lise-Anne Pfister, acheteuse au SIVU de l'Orle\n👨 Idrissa Konaté, directeur technique à Brévannes Métropole\n\n🎤 Animation : Hermine Cazaubon",
     [("Lise-Anne Pfister", "Acheteuse", "SIVU de l'Orle", "speaker"), ("Idrissa Konaté", "Directeur technique", "Brévannes Métropole", "speaker"), ("Hermine Cazaubon", None, None, "host")]),
    ("Entretien avec Lise-Anne Pfister, autrice et chercheuse à l'Université de Brévannes.",
     [("Lise-Anne Pfister", "Autrice et chercheuse", "Université de Brévannes", "speaker")]),
    ("Interview de Lise-Anne Pfister par Hermine Cazaubon.",
     [("Lise-Anne Pfister", None, None, "speaker"), ("Hermine Cazaubon", None, None, "host")]),
    ("Hermine Cazaubon échange avec Lise-Anne Pfister, Piotr Zając et Idrissa Konaté.",
     [("Hermine Cazaubon", None, None, "host"), ("Lise-Anne Pfister", None, None, "speaker"), ("Piotr Zając", None, None, "speaker"), ("Idrissa Konaté", None, None, "speaker")]),
    ("SCÈNE OUVERTE reçoit Lise-Anne Pfister (philosophe) , Piotr Zając (réparateur, Brico Orle) et Idrissa Konaté.",
     [("Lise-Anne Pfister", "Philosophe", None, "speaker"), ("Piotr Zając", "Réparateur", "Brico Orle", "speaker"), ("Idrissa Konaté", None, None, "speaker")]),
    ("Table ronde en présence de Monsieur Idrissa Konaté, directeur technique, Madame Lise-Anne Pfister, acheteuse, et Piotr Zając, réparateur. Modérateur : Hermine Cazaubon.",
     [("Idrissa Konaté", "Directeur technique", None, "speaker"), ("Lise-Anne Pfister", "Acheteuse", None, "speaker"), ("Piotr Zając", "Réparateur", None, "speaker"), ("Hermine Cazaubon", None, None, "host")]),
    ("Avec Idrissa Konaté (directeur technique),\nLise-Anne Pfister (acheteuse) et Piotr\nZając (réparateur).",
     [("Idrissa Konaté", "Directeur technique", None, "speaker"), ("Lise-Anne Pfister", "Acheteuse", None, "speaker"), ("Piotr Zając", "Réparateur", None, "speaker")]),
    ("Un débat animé par Hermine Cazaubon, rédactrice en chef du Fil public, aux côtés de Piotr Zając, qui répare des écrans, et de Lise-Anne Pfister, élue.",
     [("Hermine Cazaubon", "Rédactrice en chef", "Fil public", "host"), ("Piotr Zając", None, None, "speaker"), ("Lise-Anne Pfister", "Élue", None, "speaker")]),
    ("Avec Lise-Anne Pfister, maire de Brévannes et présidente de la Communauté de communes de l'Orle, puis Idrissa Konaté.",
     [("Lise-Anne Pfister", "Maire de Brévannes et présidente", "Communauté de communes de l'Orle", "speaker"), ("Idrissa Konaté", None, None, "speaker")]),
    ("Jeudi 12 juin 2025, retrouvez Piotr Zając, réparateur chez Brico Orle, pour une heure d'échanges.",
     [("Piotr Zając", "Réparateur", "Brico Orle", "speaker")]),
    ("Participants : Lise-Anne Pfister | acheteuse | SIVU de l'Orle",
     [("Lise-Anne Pfister", "Acheteuse", "SIVU de l'Orle", "speaker")]),
    ("Programme\n14h00 – Mot d'accueil de Lise-Anne Pfister, maire\n14h10 – Réparer ou jeter ? Par Piotr Zając, réparateur\n15h00 – Échanges animés par Hermine Cazaubon",
     [("Lise-Anne Pfister", "Maire", None, "speaker"), ("Piotr Zając", "Réparateur", None, "speaker"), ("Hermine Cazaubon", None, None, "host")]),
    ("Lise-Anne Pfister (SIVU de l'Orle) et Piotr Zając (Brico Orle) partagent leur expérience dans un webinaire organisé par l'association Les Rives.",
     [("Lise-Anne Pfister", None, "SIVU de l'Orle", "speaker"), ("Piotr Zając", None, "Brico Orle", "speaker")]),
    # capitals without a colon, inclusive writing, verbs of hosting, functions before names
    ("Clothilde Marchal anime cette table ronde avec Youri Danilov (DSI du Département de la Brie) et Assa Traoré-Petit, conseillère numérique.",
     [("Clothilde Marchal", None, None, "host"), ("Youri Danilov", "DSI", "Département de la Brie", "speaker"), ("Assa Traoré-Petit", "Conseillère numérique", None, "speaker")]),
    ("INTERVENANTS\nYouri DANILOV - DSI - Département de la Brie\nAssa TRAORÉ-PETIT - Conseillère numérique - Ville de Meaux-le-Vieux",
     [("Youri Danilov", "DSI", "Département de la Brie", "speaker"), ("Assa Traoré-Petit", "Conseillère numérique", "Ville de Meaux-le-Vieux", "speaker")]),
    ("Intervenant·e·s : Youri Danilov (DSI), Assa Traoré-Petit (conseillère numérique)",
     [("Youri Danilov", "DSI", None, "speaker"), ("Assa Traoré-Petit", "Conseillère numérique", None, "speaker")]),
    ("Pour en parler, nous accueillons Youri Danilov et Jean Petit.",
     [("Youri Danilov", None, None, "speaker"), ("Jean Petit", None, None, "speaker")]),
    ("Youri Danilov est l'invité de Clothilde Marchal.",
     [("Youri Danilov", None, None, "speaker"), ("Clothilde Marchal", None, None, "host")]),
    ("Le maire de Meaux Jean Petit et la directrice Assa Traoré-Petit témoignent.",
     [("Jean Petit", "Maire de Meaux", None, "speaker"), ("Assa Traoré-Petit", "Directrice", None, "speaker")]),
    ("Conférence animée par le Dr. Youri Danilov, médecin au CHU de Brie, et le Pr. J.-P. Martin.",
     [("Youri Danilov", "Médecin", "CHU de Brie", "host"), ("J.-P. Martin", None, None, "host")]),
    ("Table ronde : « Réparer », avec Youri Danilov / Assa Traoré-Petit / Clothilde Marchal",
     [("Youri Danilov", None, None, "speaker"), ("Assa Traoré-Petit", None, None, "speaker"), ("Clothilde Marchal", None, None, "speaker")]),
    ("Au micro : Clothilde Marchal. En plateau : Youri Danilov (DSI) & Assa Traoré-Petit (élue).",
     [("Clothilde Marchal", None, None, "host"), ("Youri Danilov", "DSI", None, "speaker"), ("Assa Traoré-Petit", "Élue", None, "speaker")]),
    ("Avec la députée Clothilde Marchal, rapporteure de la loi, le sénateur Jean Petit et Youri Danilov, président de l'association Halte au gâchis",
     [("Clothilde Marchal", "Rapporteure de la loi", None, "speaker"), ("Jean Petit", "Sénateur", None, "speaker"), ("Youri Danilov", "Président", "association Halte au gâchis", "speaker")]),
    ("Clothilde Marchal, cheffe de projet, et Youri Danilov, directeur de l'ANCRE, vous présentent leur feuille de route.",
     [("Clothilde Marchal", "Cheffe de projet", None, "speaker"), ("Youri Danilov", "Directeur", "ANCRE", "speaker")]),
    ("Table ronde animée par Clothilde Marchal avec :\n- Youri Danilov, DSI\n- Jean Petit, maire",
     [("Clothilde Marchal", None, None, "host"), ("Youri Danilov", "DSI", None, "speaker"), ("Jean Petit", "Maire", None, "speaker")]),
    ("Intervention de Mme la Ministre Clothilde Marchal, puis table ronde avec MM. Youri Danilov et Jean Petit.",
     [("Clothilde Marchal", "Ministre", None, "speaker"), ("Youri Danilov", None, None, "speaker"), ("Jean Petit", None, None, "speaker")]),
    # verbs in the past, several lines a person, nobody announced but everybody presented
    ("Solveig HAMON-BRISSET, Cheffe de projet Sobriété numérique au Cerema, recevait le 4 mars Tancrède OULIÉ, Responsable du parc informatique à la Ville de Dornes.",
     [("Solveig Hamon-Brisset", "Cheffe de projet Sobriété numérique", "Cerema", "host"), ("Tancrède Oulié", "Responsable du parc informatique", "Ville de Dornes", "speaker")]),
    ("Intervenants\n\n• Tancrède Oulié\nResponsable du parc informatique\nVille de Dornes\n\n• Flavienne Kassi\nDirectrice\nSMICTOM du Lac",
     [("Tancrède Oulié", "Responsable du parc informatique", "Ville de Dornes", "speaker"), ("Flavienne Kassi", "Directrice", "SMICTOM du Lac", "speaker")]),
    ("Sont intervenus : Tancrède Oulié, Ville de Dornes, Flavienne Kassi, SMICTOM du Lac, et Solveig Hamon-Brisset, Cerema.",
     [("Tancrède Oulié", None, "Ville de Dornes", "speaker"), ("Flavienne Kassi", None, "SMICTOM du Lac", "speaker"), ("Solveig Hamon-Brisset", None, "Cerema", "speaker")]),
    ("Modération assurée par Solveig Hamon-Brisset. Intervenaient Tancrède Oulié et Flavienne Kassi.",
     [("Solveig Hamon-Brisset", None, None, "host"), ("Tancrède Oulié", None, None, "speaker"), ("Flavienne Kassi", None, None, "speaker")]),
    ("Présentation de la feuille de route par Tancrède Oulié, vice-président de l'Agglomération de Dornes.",
     [("Tancrède Oulié", "Vice-président", "Agglomération de Dornes", "speaker")]),
    ("Solveig Hamon-Brisset, juriste, Tancrède Oulié, acheteur public, et Flavienne Kassi, élue, en débattent avec vous.",
     [("Solveig Hamon-Brisset", "Juriste", None, "speaker"), ("Tancrède Oulié", "Acheteur public", None, "speaker"), ("Flavienne Kassi", "Élue", None, "speaker")]),
    # a number of guests, a part in parentheses, blocks of two lines without a label
    ("Trois voix pour un sujet : Côme Villaret, technicien, Zhen Liu, hydrologue, et Rose Tiberghien, maire de Lannion.",
     [("Côme Villaret", "Technicien", None, "speaker"), ("Zhen Liu", "Hydrologue", None, "speaker"), ("Rose Tiberghien", "Maire de Lannion", None, "speaker")]),
    ("Rose Tiberghien (à l'animation), Côme Villaret et Zhen Liu sont avec nous.",
     [("Rose Tiberghien", None, None, "host"), ("Côme Villaret", None, None, "speaker"), ("Zhen Liu", None, None, "speaker")]),
    ("Bénédicte Ollagnier\nChargée de mission, Agence Nord Eau\n\nCôme Villaret\nTechnicien, Syndicat du Lay",
     [("Bénédicte Ollagnier", "Chargée de mission", "Agence Nord Eau", "speaker"), ("Côme Villaret", "Technicien", "Syndicat du Lay", "speaker")]),
    ("Invité : Côme Villaret, technicien de rivière (Syndicat du Lay)\nJournaliste : Rose Tiberghien",
     [("Côme Villaret", "Technicien de rivière", "Syndicat du Lay", "speaker"), ("Rose Tiberghien", None, None, "host")]),
    ("Un échange animé par notre journaliste Rose Tiberghien avec Côme Villaret du Syndicat du Lay.",
     [("Rose Tiberghien", "Journaliste", None, "host"), ("Côme Villaret", None, "Syndicat du Lay", "speaker")]),
]

TRAPS: list[tuple[str, list[tuple[str, str | None, str | None, str]]]] = [
    ("Un webinaire organisé par l'équipe Territoires Sobres de la Direction du Numérique.", []),
    ("Un cycle proposé en partenariat avec Rives Nouvelles et Orvane Habitat.", []),
    ("Retrouvez Les Matins Publics dans PLATEAU VERT, une émission de Radio Kerlann.", []),
    ("Avec le soutien de la Fondation Racines et de Kerlann Métropole.", []),
    ("Une lecture du livre « Paul Rivière et Anne Le Goff au pays des écrans ».", []),
    ("SMART CITY reçoit le ministère de la Transition Écologique et France Travail.", []),
    ("Rendez-vous à la Maison des Associations, 12 rue Victor Hugo, avec Kerlann Emploi.", []),
    ("Une conférence au lycée Marie Curie de Saint-Arvel, avec le club Robotique Ouest.", []),
    ("Le programme Petites Villes Demain et le plan France Relance, avec Agence Ouest Conseil.", []),
    ("D'après Victor Hugo, tout est lumière. Une matinée sur l'éclairage public.", []),
    ("Avec Google Cloud, Orange Business et Red Hat, les villes changent.", []),
    ("Les Assises Du Réemploi (Kerlann, 2025) donnent la parole à Villes Sobres.", []),
    ("Découvrez Green Tech Forum et Open Data Days à Clermont Ferrand.", []),
    ("Intervenants :\nVille de Kerlann\nAgence Rives Nouvelles\nMinistère de la Culture", []),
    ("Une coproduction menée avec Studio Tempête. Réalisation : Pôle Images.", []),
    ("En direct de New York et de Los Angeles, avec la Maison Blanche.", []),
    ("La loi Climat et Résilience, présentée par la Région Ouestine et la Caisse des Dépôts.", []),
    ("Un échange avec les agents de Saint Jean-sur-Orle et de Val Fleuri.", []),
    ("Contact : contact@rives-nouvelles.example, https://exemple.fr/Paul-Riviere/Anne", []),
    ("Avec vos questions. À bientôt sur Kerlann TV !", []),
    ("Au programme : la réparation (Atelier Ouest, 2023), le réemploi (Norme Verte, version 2).", []),
    ("Ce travail a été réalisé avec Sopra Conseil et signé avec Volteo Services.", []),
    ("Le Département de la Brie et Nuage Vert vous invitent. Inscription auprès de Jean Petit (jean@brie.example).", []),
    ("Photo : Jean Petit. Montage : Assa Traoré-Petit. Une production Nuage Vert.", []),
    ("Merci à Jean Petit pour son aide. Bonne écoute avec Les Ondes Sobres !", []),
    ("Un prix créé par Marie Curie Avenir, avec France Rénov et Paris Habitat.", []),
    ("Découvrez le livre Sobres Ensemble aux Éditions Du Lac, avec le SMICTOM du Lac.", []),
    # fewer people than groups of capitals
    ("Avec Sarah Benali, directrice de l'association Jean Moulin, Ville de Kerlann.",
     [("Sarah Benali", "Directrice de l'association Jean Moulin", "Ville de Kerlann", "speaker")]),
    ("Avec Sarah Benali, autrice de « Paul Rivière, une vie », et l'équipe du Musée Jean Jaurès.",
     [("Sarah Benali", "Autrice de « Paul Rivière, une vie »", None, "speaker")]),
    ("Paul Le Guen reçoit Sarah Benali pour parler de Victor Hugo et de Jules Verne.",
     [("Paul Le Guen", None, None, "host"), ("Sarah Benali", None, None, "speaker")]),
    ("Intervenante : Sarah Benali, cheffe de projet, Orvane Habitat, en lien avec Rives Nouvelles",
     [("Sarah Benali", "Cheffe de projet", "Orvane Habitat", "speaker")]),
    ("Animé par Sarah Benali, Orvane Nord. Le lendemain, visite du site Pierre Mendès.",
     [("Sarah Benali", None, "Orvane Nord", "host")]),
    ("Avec Kinga Nowak, chargée des relations avec les usagers, lycée Albert Camus.",
     [("Kinga Nowak", "Chargée des relations avec les usagers", "lycée Albert Camus", "speaker")]),
    ("Paul Le Guen reçoit Sarah Benali. Sarah Benali dirige la régie.",
     [("Paul Le Guen", None, None, "host"), ("Sarah Benali", None, None, "speaker")]),
]


def people(head: str) -> list[tuple[str, str | None, str | None, str]]:
    recording = read(f"{head}\n\n{BODY}\n".encode(), "page.txt")
    assert len(recording.cues) == 29, "the head is not read as speech"
    return sorted(((p.name, p.role, p.organisation, p.kind) for p in recording.participants), key=str)


@pytest.mark.parametrize("head, expected", HEADS, ids=[head[:40] for head, _ in HEADS])
def test_people_of_heads(head: str, expected: list[tuple[str, str | None, str | None, str]]) -> None:
    assert people(head) == sorted(expected, key=str)


@pytest.mark.parametrize("head, expected", TRAPS, ids=[head[:40] for head, _ in TRAPS])
def test_groups_of_capitals_that_are_no_people(head: str, expected: list[tuple[str, str | None, str | None, str]]) -> None:
    assert people(head) == sorted(expected, key=str)


PIECES = [
    "avec", "Une émission présentée par", "Sarah Benali", "Luuk van den Berg", "Orvane Habitat", "reçoit", ",", "et", "(", ")",
    "maire d'Aubrelle", "la sociologue", "–", "Ville de Kerlann", "interviendront", ".", ";", "«", "»", "Mme", "de", "\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_nobody_is_made_up(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for person in people_of_prose(text):
        assert fold(person.name) in fold(text)
        assert "Habitat" not in person.name and "Ville" not in person.name
        assert person.kind in ("host", "speaker")
